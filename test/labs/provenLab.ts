import { EmbeddedStage } from '../../src/bin/embeddedStage.ts';
import { type Claim, type LabProof, proveLab } from '../../src/labs/proof.ts';
import { block, labOf } from './labText.ts';

const pod = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: ${image}\n`;

/** The folder of the lab: the starter file and the solution's. */
export const folder: Readonly<Record<string, string>> = {
  'web.yaml': pod('nginx:1.72'),
  'given.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: given }\ndata: { port: "80" }\n',
  'solutions/web.yaml': pod('nginx:1.27'),
  'mistakes/web.yaml': pod('busybox:1.36'),
  'broken.yaml': 'kind: : no',
};

const running = '- object: { kind: Pod, name: web }\n  path: .status.phase\n  equals: Running\n  for: 5s';
const pullFails =
  'when:\n  - events: { kind: Pod, name: web, reason: Failed }\n    contains: not found\nanswer: No such image.\n';
const ends =
  'when:\n  - object: { kind: Pod, name: web }\n    path: .status.containerStatuses[*].restartCount\n    atLeast: 1\nanswer: It ends.\n';

/** A small lab in which all that it claims is true. */
export const soundLab = `---
title: Serve a page
summary: Start a web server.
minutes: 6
level: beginner
objectives: [start a server]
files: [web.yaml, given.yaml]
cluster:
  setup: [kubectl apply -f given.yaml]
---
Hello.

## Which port?
${block('step', 'kind: explore\nquestion: Which port?')}
~~~sh
kubectl get configmap given -o yaml
~~~
${block('check', '- object: { kind: ConfigMap, name: given }\n  path: .data.port\n  answered: true')}
${block('misconception', 'when: [{ typed: true, equals: "8080" }]\nanswer: That is another one.\nexample: { typed: "8080" }')}
${block('hint', 'Look.')}${block('solution', 'commands: [kubectl get configmap given]')}

## Start it
Mend the image.

~~~sh
kubectl apply -f web.yaml
kubectl get pods -w
~~~

~~~sh fails
kubectl get pod other
~~~
${block('check', running)}
${block('misconception', `${pullFails}example:\n  untouched: true`)}
${block('misconception', `${ends}example:\n  files: { web.yaml: mistakes/web.yaml }`)}
${block('misconception', 'when:\n  - not:\n      object: { kind: Pod, name: web }\n      exists: true\nanswer: Apply it.\nexample:\n  commands: []')}
${block('hint', 'Look.')}${block('solution', 'files: { web.yaml: solutions/web.yaml }\ncommands: [kubectl apply -f web.yaml]')}
${block('explain', 'See:\n~~~sh\nkubectl logs web\n~~~')}

## What comes?
${block('step', 'kind: predict\nchoices:\n  - { text: A page, right: true, reply: Yes. }\n  - { text: Nothing, reply: No. }')}
${block('observe', '~~~sh\nkubectl exec web -- curl -s localhost\n~~~')}

## Mend it
${block('step', 'kind: fix\nsetup: [kubectl delete pod web --now]')}
~~~sh
kubectl get events
kubectl create configmap note
~~~
${block('check', running)}${block('hint', 'Look.')}${block('solution', 'commands: [kubectl apply -f web.yaml]')}
`;

/** Proves a lab with this text and these files besides. */
export function prove(text: string, files: Readonly<Record<string, string>> = {}): Promise<LabProof> {
  const lab = labOf(text);
  const all: Readonly<Record<string, string>> = { ...folder, ...files };
  const readLabFile = async (path: string): Promise<string> => {
    const found = all[path];
    if (found === undefined) throw new Error(`there is no file ${path}`);
    return found;
  };
  return proveLab(lab, () => new EmbeddedStage(lab, readLabFile));
}

/** The claims that do not hold, as `step: claim → problem`. */
export function lies({ claims }: LabProof): string[] {
  const said = ({ step, what, problem }: Claim): string =>
    `${step === undefined ? '' : `${step}: `}${what} → ${problem}`;
  return claims.filter(({ problem }) => problem !== undefined).map(said);
}
