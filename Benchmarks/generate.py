#!/usr/bin/env python3
"""Usage events in bulk, the same for the same arguments: generate.py N OUT [--sessions N]; OUT ends in .ndjson or is a directory."""
import json, os, random, sys
from datetime import datetime, timezone
N, out = int(sys.argv[1]), sys.argv[2]
S = int(sys.argv[sys.argv.index('--sessions') + 1]) if '--sessions' in sys.argv else max(1, N // 200)
rnd = random.Random(20261123); r = rnd.random; ri = rnd.randrange
tools = ['ask', 'review', 'plan', 'edit', 'search', 'summarize', 'translate', 'debug']
backs = ['gemini', 'local', 'nvidia_qwen', 'nvidia_deepseek']
routes = ['rule', 'llm', 'fallback', 'manual']
errs = [json.dumps(dict(type=a, message=b, code=c), ensure_ascii=False) for a, b, c in [
    ('RateLimitError', '429 Too Many "Requests"\nretry in 3\u00a0s', 'RATE_LIMIT'), ('TimeoutError', 'deadline exceeded – 30 s', 'ETIMEDOUT'),
    ('AuthError', 'clé invalide \\ path', 'E_AUTH'), ('ParseError', 'bad \u2603 \U0001F600 emoji', 'EPARSE')]]
t = 1782864000000; step = max(2, 31 * 86400000 // N * 2); day = {}
def ev(pretty):
    global t
    t += 1 + int(r() * step); s, ms = divmod(t, 1000); d = s // 86400
    if d not in day: day[d] = datetime.fromtimestamp(s, timezone.utc).strftime('%Y-%m-%d')
    h = s % 86400
    bad = r() < 0.05; tool = tools[int(r() * r() * 8)]
    f = [f'"timestamp":"{day[d]}T{h//3600:02d}:{h//60%60:02d}:{h%60:02d}.{ms:03d}Z"', f'"session_id":"session_{int(r()*S):x}"', f'"tool_name":"{tool}"',
         f'"backend_used":"{backs[int(r()*r()*4)]}"', f'"routing_method":"{routes[ri(4)]}"', f'"routing_confidence":{ri(101)/100}',
         f'"processing_time_ms":{int(rnd.expovariate(1/1500))+20}', f'"tokens_used":{ri(9000)}', f'"prompt_length":{ri(4000)}', f'"response_length":{ri(8000)}',
         f'"success":{"false" if bad else "true"}', f'"error":{errs[ri(4)] if bad else "null"}']
    return tool, ('{\n  ' + ',\n  '.join(f) + '\n}' if pretty else '{' + ','.join(f) + '}\n')
if out.endswith('.ndjson'):
    with open(out, 'w') as f:
        for _ in range(N): f.write(ev(False)[1])
else:
    os.makedirs(out + '/events', exist_ok=True)
    for _ in range(N):
        tool, text = ev(True)
        with open(f'{out}/events/{t}_{tool}.json', 'w') as f: f.write(text)
