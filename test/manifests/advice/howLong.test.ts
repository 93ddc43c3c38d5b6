import { checkDiagnostics } from '../markedYaml.ts';
import { podWith, workloadWith } from './manifests.ts';

const job = (helper: string, more = '', mark = '') =>
  workloadWith(
    'Job',
    `
restartPolicy: Never
containers:
  - name: work
    image: example.com/work:1
  - name: helper
${mark}
    ${helper}
${more}
`,
  ).replaceAll(/^ *\n/gm, '');

describe('advice/sidecar-in-job', () => {
  const mark = '          ^^^^^^ advice/sidecar-in-job: Move it to initContainers';
  const endless = [
    'image: busybox:1.36\n    command: [tail, -F, /logs/a.log]',
    'image: busybox:1.36\n    command: [sh, -c, "tail -n+1 -F /logs/a.log | cat"]',
    'image: busybox:1.36\n    command: [sh, -c, "while true; do date; sleep 5; done"]',
    'image: busybox:1.36\n    args: [sleep, infinity]',
    'image: fluent/fluent-bit:3.0',
    'image: docker.io/library/redis:7',
    'image: postgres:16\n    args: ["-c", "fsync=off"]',
  ];
  it('is given for what looks endless beside what does not', () => {
    for (const helper of endless) checkDiagnostics(job(helper, '', mark));
  });

  it('is not given for what ends, what is unknown, and a container alone', () => {
    const others = [
      'image: busybox:1.36\n    command: [sh, -c, "while true; do test -e /done && exit 0; sleep 1; done"]',
      'image: busybox:1.36\n    command: [sh, -c, "tail -F /logs/a.log & wait"]',
      'image: busybox:1.36\n    command: [tail, /logs/a.log]',
      'image: example.com/agent:1',
      'image: redis:7\n    args: [redis-cli, ping]',
      'image: redis:7\n    command: [redis-cli, ping]',
    ];
    for (const helper of others) checkDiagnostics(job(helper));
    const alone = 'restartPolicy: Never\ncontainers: [{ name: web, image: "nginx:1.27" }]';
    checkDiagnostics(workloadWith('Job', alone));
    const pair = `containers: [{ name: web, image: "nginx:1.27" }, { name: work, image: "example.com/work:1" }]`;
    checkDiagnostics(workloadWith('Deployment', pair));
  });
});

describe('advice/endless-init-container', () => {
  const init = (command: string, more = '', mark = '') =>
    podWith(`
initContainers:
  - name: first
${mark}
    image: busybox:1.36
    command: ${command}
${more}
containers:
  - name: app
    image: nginx:1.27
`).replaceAll(/^ *\n/gm, '');

  it('is given for an init container that never ends', () => {
    const mark = '          ^^^^^ advice/endless-init-container: the Pod stays in Init';
    checkDiagnostics(init('[sh, -c, "tail -F /logs/a.log"]', '', mark));
    checkDiagnostics(init('[sh, -c, "while :; do sleep 1; done"]', '', mark));
  });

  it('is not given for a sidecar, and for one that waits for something', () => {
    checkDiagnostics(init('[sh, -c, "tail -F /logs/a.log"]', '    restartPolicy: Always'));
    checkDiagnostics(init('[sh, -c, "until nslookup db; do sleep 2; done"]'));
    checkDiagnostics(init('[sh, -c, "while true; do nslookup db && break; sleep 2; done"]'));
  });
});

describe('advice/one-shot-command', () => {
  const app = (container: string, mark = '') => `
containers:
  - name: app
    ${container}
${mark}`;
  const command = '    ^^^^^^^ advice/one-shot-command: CrashLoopBackOff';

  it('is given for what ends in a Pod that starts it again', () => {
    const ending = [
      '[echo, hello]',
      '[/bin/date]',
      '[sh, -c, "echo hello; sleep 5"]',
      '[sh, -c, "env | sort && ls /"]',
      '["sleep", "10"]',
      '[env]',
      '[bash]',
    ];
    for (const words of ending) {
      checkDiagnostics(workloadWith('Deployment', app(`image: busybox:1.36\n    command: ${words}`, command)));
    }
    checkDiagnostics(podWith(app('image: busybox:1.36\n    command: [echo, hello]', `${command}`)));
    const args = '    ^^^^ advice/one-shot-command: For work that ends use restartPolicy: Never';
    checkDiagnostics(podWith(app('image: busybox:1.36\n    args: [echo, hello]', args)));
    const image = '    ^^^^^ advice/one-shot-command: a shell or an interpreter';
    checkDiagnostics(workloadWith('DaemonSet', app('image: alpine:3.22', image)));
  });

  it('is not given where nothing starts it again, nor for what goes on or cannot be told', () => {
    checkDiagnostics(podWith(`restartPolicy: Never${app('image: busybox:1.36\n    command: [echo, hello]')}`));
    checkDiagnostics(podWith(`restartPolicy: OnFailure${app('image: busybox:1.36')}`));
    checkDiagnostics(workloadWith('Job', `restartPolicy: Never${app('image: busybox:1.36\n    command: [date]')}`));
    const going = [
      '[sh, -c, "echo hello; sleep 3600"]',
      '[sleep, infinity]',
      '[sleep, "3600"]',
      '[sh, -c, "echo hello && exec nginx"]',
      '[sh, -c, "while true; do date; sleep 1; done"]',
      '[env, A=1, /server]',
      '[sh, -c, "nc -lk -p 80 -e cat"]',
      '[python3, server.py]',
      '[sh, /start.sh]',
    ];
    for (const words of going) {
      checkDiagnostics(workloadWith('Deployment', app(`image: busybox:1.36\n    command: ${words}`)));
    }
    checkDiagnostics(podWith(app('image: busybox:1.36\n    stdin: true\n    tty: true')));
    checkDiagnostics(podWith(app('image: nginx:1.27')));
    checkDiagnostics(podWith(app('image: example.com/tool:1\n    args: [echo, hello]')));
  });
});
