import { PodRun, script } from './test/simulation/kubelet/podRun.ts';
const run = new PodRun({ containers: [script('touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600', { livenessProbe: { exec: { command: ['cat','/tmp/healthy'] }, initialDelaySeconds: 5, periodSeconds: 5 } })] });
for (const s of [10, 35, 10, 10, 25, 20, 60, 300]) { run.runSeconds(s); console.log(run.cluster.timeline.nowMs, JSON.stringify(run.status()?.state), run.status()?.restartCount, run.condition('Ready')); }
console.log(run.events.join('\n'));
const r2 = new PodRun({ containers: [script('sleep 10; touch /tmp/up; sleep 1000', { startupProbe: { exec: { command: ['ls','/tmp/up'] }, periodSeconds: 2, failureThreshold: 10 }, readinessProbe: { exec: { command: ['sh','-c','sleep 5'] }, periodSeconds: 5 } }), {name:'c2', image:'nginx:1.27', readinessProbe:{httpGet:{port: 80}}, livenessProbe:{tcpSocket:{port:81}}, lifecycle: {preStop:{exec:{command:['sleep','5']}}, postStart:{exec:{command:['sleep','3']}}}}] });
for (const s of [1,1,1,1,5,5,5,10,10]) { r2.runSeconds(s); console.log(r2.cluster.timeline.nowMs, r2.statuses.map(s=>[s.started,s.ready,Object.keys(s.state!)[0]].join()).join(' '), r2.condition('Ready')); }
console.log(r2.events.join('\n'));
r2.delete(); console.log(r2.secondsUntil(()=>!r2.pod, 100)); console.log(r2.events.slice(-6).join('\n'));
