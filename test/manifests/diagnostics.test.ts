import assert from 'node:assert/strict';
import { diagnose } from '../../src/manifests/diagnostics.ts';
import { readManifests } from '../../src/manifests/manifestFile.ts';
import { checkDiagnostics } from './markedYaml.ts';

const podHead = `apiVersion: v1
kind: Pod
metadata:
  name: web
`;

describe('diagnostics', () => {
  it('say nothing about the lab', () =>
    checkDiagnostics(`
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: { app: web }
spec:
  volumes:
    - name: logs
      emptyDir: {}
  initContainers:
    - name: shipper
      image: example.com/app:1
      restartPolicy: Always
      command: ['sh', '-c', 'tail -n+1 -F /logs/access.log']
      volumeMounts: [{ name: logs, mountPath: /logs, readOnly: true }]
  containers:
    - name: app
      image: example.com/app:1
      volumeMounts: [{ name: logs, mountPath: /var/log/app }]
`));

  it('underline an unknown field and say what was meant', () =>
    checkDiagnostics(`${podHead}spec:
  initContainers:
    - name: shipper
      image: example.com/app:1
      restartpolicy: Always
      ^^^^^^^^^^^^^ schema/unknown-field: unknown field "spec.initContainers[0].restartpolicy"; did you mean "restartPolicy"?
      volumeMount: []
      ^^^^^^^^^^^ schema/unknown-field: did you mean "volumeMounts"?
  containers:
    - name: app
      image: example.com/app:1
      frobnicate: 1
      ^^^^^^^^^^ schema/unknown-field: unknown field "spec.containers[0].frobnicate"
`));

  it('do not complain twice about a misspelt required field', () =>
    checkDiagnostics(`${podHead}spec:
  container:
  ^^^^^^^^^ schema/unknown-field: did you mean "containers"?
    - name: app
      image: example.com/app:1
`));

  it('do not miss what stands in a misspelt field', () =>
    checkDiagnostics(`
apiVersion: v1
kind: Pod
metaData:
^^^^^^^^ schema/unknown-field: did you mean "metadata"?
  name: web
spec:
  containers: [{ name: app, image: 'nginx:1.27' }]
`));

  it('underline a value of the wrong type', () =>
    checkDiagnostics(`${podHead}spec:
  hostNetwork: enabled
               ^^^^^^^ schema/wrong-type: cannot unmarshal string
  containers:
    - name: app
      image: example.com/app:1
      env:
        - name: DEBUG
          value: yes
                 ^^^ schema/wrong-type: cannot unmarshal bool into Go struct field EnvVar.spec.containers.env.value of type string; value takes a text: put it in quotes
`));

  it('say in plain words what a field takes', () =>
    checkDiagnostics(`
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: { app: 7 }
                 ^ schema/wrong-type: type string; app takes a text: put it in quotes
spec:
  replicas: 99999999999
            ^^^^^^^^^^^ schema/wrong-type: of type int32
  paused: "true"
          ^^^^^^ schema/wrong-type: ; paused takes true or false, without quotes
  minReadySeconds: 1.5
                   ^^^ schema/wrong-type: ; minReadySeconds takes a whole number
  strategy: Recreate
            ^^^^^^^^ schema/wrong-type: ; strategy takes fields of its own, not one value
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
      ^^^^^^^^^^ schema/wrong-type: ; containers takes a list: in YAML with "- " before each item
        name: app
`));

  it('do not complain about the default that a value of the wrong type would have given', () =>
    checkDiagnostics(`
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: "80"
            ^^^^ schema/wrong-type: cannot unmarshal string
`));

  it('underline a volumeMount without a volume', () =>
    checkDiagnostics(`${podHead}spec:
  containers:
    - name: app
      image: example.com/app:1
      volumeMounts:
        - name: logs
                ^^^^ api/not-found: spec.containers[0].volumeMounts[0].name: Not found: "logs"
          mountPath: /logs
`));

  it('point at the nearest written parent of a missing field', () => {
    checkDiagnostics(`${podHead}spec:
  containers:
    - name: app
      ^^^^^^^^^ api/required: spec.containers[0].image: Required value
`);
    checkDiagnostics(`${podHead}spec:
^^^^ api/required: spec.containers: Required value
  restartPolicy: Always
`);
    checkDiagnostics(`${podHead}spec:
  containers:
    - image: x
      ^^^^^^^^ api/required: spec.containers[0].name: Required value
`);
  });

  it('warn of a sidecar in the wrong list, which the server drops without a word', () =>
    checkDiagnostics(`${podHead}spec:
  containers:
    - name: app
      image: example.com/app:1
    - name: shipper
      image: example.com/app:1
      restartPolicy: Always
      ^^^^^^^^^^^^^ advice/sidecar-in-containers: initContainers
`));

  it('say what is missing of apiVersion and kind', () => {
    checkDiagnostics(`
kind: Pod
      ^^^ api/required: apiVersion not set
metadata:
  name: web
`);
    checkDiagnostics(`
apiVersion: v1
            ^^ api/required: kind not set
metadata:
  name: web
`);
    checkDiagnostics(`
apiVersion: apps/v1
            ^^^^^^^ api/unknown-kind: no matches for kind "Pod" in version "apps/v1"
kind: Pod
metadata:
  name: web
`);
    checkDiagnostics(`
apiVersion: v1
kind: pod
      ^^^ api/unknown-kind: kind: Pod
metadata:
  name: web
`);
  });

  it('recognise a misspelt kind, and an old version of a group that the cluster serves', () => {
    checkDiagnostics(`
apiVersion: apps/v1
kind: Deploymnet
      ^^^^^^^^^^ api/unknown-kind: no matches for kind "Deploymnet" in version "apps/v1" (kind: Deployment
metadata:
  name: web
`);
    checkDiagnostics(`
apiVersion: networking.k8s.io/v1beta1
            ^^^^^^^^^^^^^^^^^^^^^^^^^ api/unknown-kind: kind: Ingress has apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
`);
    checkDiagnostics('apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: web\n');
    checkDiagnostics('apiVersion: v1\nkind: PodTemplate\nmetadata:\n  name: web\n');
    checkDiagnostics('apiVersion: autoscaling/v1\nkind: Scale\nmetadata:\n  name: web\n');
  });

  it('recognise a misspelt apiVersion', () =>
    checkDiagnostics(`
apiversion: v1
^^^^^^^^^^ api/required: did you mean "apiVersion"?
kind: Pod
metadata:
  name: web
`));

  it('look into the items of a List', () =>
    checkDiagnostics(`
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: ConfigMap
    metadata:
      name: a
    dat: {}
    ^^^ schema/unknown-field: unknown field "dat"; did you mean "data"?
  - apiVersion: v1
    kind: Pod
    metadata:
      name: b
      label: {}
      ^^^^^ schema/unknown-field: unknown field "metadata.label"; did you mean "labels"?
    spec:
      containers: [{ name: a, image: b }]
`));

  it('warn of a duplicate key and judge the last one', () =>
    checkDiagnostics(`${podHead}spec:
  containers:
    - name: app
      image: ' x'
      image: example.com/app:1
      ^^^^^ syntax/duplicate-key: already set in map
`));

  it('say only what is wrong with the syntax while a text is half written', () =>
    checkDiagnostics(`${podHead}spec:
  containers:
    - name: app
      image: "busybox:1.36
             ^^^^^^^^^^^^^ syntax/unclosed-quote: never ends
      imagex: 1
`));

  it('are silent about other programs, templates and custom resources', () => {
    checkDiagnostics('services:\n  web:\n    image: x\n    ports: ["80:80"]\nversion: "3"\n');
    checkDiagnostics(`${podHead}spec:\n  containers:\n    - name: {{ .Values.name }}\n      imag: x\n`);
    checkDiagnostics('apiVersion: v1\nkind: Pod\nmetadata:\n  name: "{{ .Release.Name }}-web"\n');
    checkDiagnostics('apiVersion: v1\nkind: Pod\nmetadata:\n  name: web-{{ version }}\n');
    checkDiagnostics('{% if on %}\napiVersion: v1\nkind: Pod\n{% endif %}\n');
    checkDiagnostics('{{- if .Values.on }}\napiVersion: v1\nkind: Pod\n{{- end }}\n');
    checkDiagnostics('apiVersion: example.com/v1\nkind: Pod\nspec:\n  anything: goes\n');
    checkDiagnostics('on: push\njobs:\n  a:\n    steps: []\n');
    checkDiagnostics('# nothing\n---\n---\n');
    checkDiagnostics('just text');
  });

  it('are not silenced by templates that a manifest carries for others', () =>
    checkDiagnostics(`
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
dat:
^^^ schema/unknown-field: did you mean "data"?
  a: "{{ .Names }}"
  mail: |
    {{ define "x" }}
    {{ .Values }}
    {{ end }}
`));

  it('stay right in a file whose earlier documents change', () => {
    const pod = `---\n${podHead}spec: {}\n`;
    const first = readManifests(`a: 1\n${pod}`);
    const second = readManifests(`a: 1\nb: 22\n${pod}`, first);
    const before = diagnose(first);
    assert.equal(before.length, 1);
    const after = diagnose(second);
    assert.equal((after[0]?.range.start ?? 0) - (before[0]?.range.start ?? 0), 'b: 22\n'.length);
  });
});
