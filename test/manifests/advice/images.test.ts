import { checkDiagnostics } from '../markedYaml.ts';
import { podWith, workloadWith } from './manifests.ts';

const image = (text: string, mark = '') => `containers:\n  - name: app\n    image: ${text}\n${mark}`;

describe('advice/image-without-version', () => {
  it('is given where several Pods are to be the same', () => {
    const mark = (words: string) =>
      `           ${'^'.repeat(words.length)} advice/image-without-version: nginx:VERSION`;
    checkDiagnostics(workloadWith('Deployment', image('nginx', mark('nginx')), 'replicas: 2'));
    checkDiagnostics(workloadWith('DaemonSet', image('nginx:latest', mark('nginx:latest'))));
  });

  it('is not given for a version, a digest, and a single Pod', () => {
    checkDiagnostics(workloadWith('Deployment', image('nginx:1.27'), 'replicas: 2'));
    checkDiagnostics(workloadWith('Deployment', image(`nginx@sha256:${'0a'.repeat(32)}`), 'replicas: 2'));
    checkDiagnostics(workloadWith('Deployment', image('localhost:5000/web:v1'), 'replicas: 2'));
    checkDiagnostics(workloadWith('Deployment', image('nginx')));
    checkDiagnostics(podWith(image('nginx')));
  });
});

describe('advice/image-name', () => {
  it('is given for what no registry can have', () => {
    const mark = (words: string, why: string) => `           ${'^'.repeat(words.length)} advice/image-name: ${why}`;
    checkDiagnostics(podWith(image('Nginx:1.27', mark('Nginx:1.27', 'lower case'))));
    checkDiagnostics(podWith(image('https://ghcr.io/a/b:1', mark('https://ghcr.io/a/b:1', 'leave the protocol'))));
    checkDiagnostics(podWith(image('nginx:1.27:latest', mark('nginx:1.27:latest', 'one tag at most'))));
    checkDiagnostics(podWith(image('nginx 1.27', mark('nginx 1.27', 'it has a space'))));
    checkDiagnostics(podWith(image('nginx@sha256:12', mark('nginx@sha256:12', '64 digits'))));
  });

  it('is not given for names, and for what a tool will fill in', () => {
    const names = [
      'nginx',
      'ghcr.io/A-team/x'.toLowerCase(),
      'localhost:5000/a/b_c:V1.2',
      'registry.example.com:443/x:1',
    ];
    for (const name of names) checkDiagnostics(podWith(image(name)));
    for (const name of ['$IMAGE', '"<your image>"', 'REGISTRY_IMAGE', '"%IMAGE%:1"'])
      checkDiagnostics(podWith(image(name)));
  });
});

describe('advice/resource-unit', () => {
  const resources = (text: string) => podWith(`${image('nginx:1.27')}    resources:\n${text}`);
  it('is given for numbers whose unit was forgotten', () =>
    checkDiagnostics(
      resources(`
      requests:
        cpu: 250
             ^^^ advice/resource-unit: 250 whole cores
        memory: "128"
                ^^^^^ advice/resource-unit: Write 128Mi
      limits:
        memory: 512
                ^^^ advice/resource-unit: 512 bytes
`).replace('resources:\n\n', 'resources:\n'),
    ));

  it('is given for a claim, too', () =>
    checkDiagnostics(`apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 8
               ^ advice/resource-unit: Write 8Gi
`));

  it('is not given for amounts that make sense', () =>
    checkDiagnostics(
      resources(
        '      requests: { cpu: 2, memory: 134217728, ephemeral-storage: 1Gi }\n      limits: { cpu: 0.5e1, memory: 1Gi }',
      ),
    ));
});

describe('advice/secret-in-plain-text', () => {
  const env = (name: string, rest: string) =>
    podWith(`${image('postgres:16')}    env:\n      - name: ${name}\n        ${rest}`);
  it('is given for a password that everybody can read', () => {
    for (const name of ['POSTGRES_PASSWORD', 'API_KEY', 'github-token', 'PASSWORD']) {
      checkDiagnostics(
        `${env(name, 'value: hunter2')}                 ^^^^^^^ advice/secret-in-plain-text: valueFrom.secretKeyRef\n`,
      );
    }
  });

  it('is not given for a reference, a path, a switch, and other names', () => {
    checkDiagnostics(env('POSTGRES_PASSWORD', 'valueFrom: { secretKeyRef: { name: db, key: password } }'));
    checkDiagnostics(env('POSTGRES_PASSWORD', 'value: ""'));
    checkDiagnostics(env('POSTGRES_PASSWORD', 'value: $POSTGRES_PASSWORD'));
    checkDiagnostics(env('API_TOKEN', 'value: /run/secrets/token'));
    checkDiagnostics(env('MYSQL_ALLOW_EMPTY_PASSWORD', 'value: "1"'));
    checkDiagnostics(env('POSTGRES_PASSWORD_FILE', 'value: x'));
    checkDiagnostics(env('POSTGRES_USER', 'value: hunter2'));
  });
});
