import assert from 'node:assert/strict';
import { lies, prove, soundLab } from './provenLab.ts';

/** The sound lab with one thing changed, and all that does not hold then. */
interface Lie {
  readonly name: string;
  readonly from: string | RegExp;
  readonly to: string;
  readonly lies: readonly (string | RegExp)[];
  readonly files?: Readonly<Record<string, string>>;
}

const start = 'Start it: ';
const whole = /found \{.*; expected nothing there$/;

const table: readonly Lie[] = [
  {
    name: 'checks that pass before',
    from: '  path: .status.phase\n  equals: Running\n  for: 5s\n```\n\n```misconception',
    to: '  exists: false\n```\n\n```misconception',
    lies: [
      `${start}its checks do not pass before it is done → they pass before`,
      new RegExp(`^${start}its checks pass with its solution → Pod web; ${whole.source}`),
    ],
  },
  {
    name: 'a question whose answer stands nowhere',
    from: '  path: .data.port\n',
    to: '  path: .data.prot\n',
    lies: ['Which port?: its checks pass with its solution → .data.prot of ConfigMap given; There is no answer yet.'],
  },
  {
    name: 'checks that pass by themselves, if one only waits',
    from: '  setup: [kubectl apply -f given.yaml]',
    to: '  setup: [kubectl apply -f given.yaml, kubectl run web --image nginx:1.27]',
    lies: [
      `${start}its checks do not pass before it is done → they pass before`,
      `${start}it answers the mistake “Apply it.” → the checks pass with it`,
    ],
  },
  {
    name: 'a solution that does not pass',
    from: 'files: { web.yaml: solutions/web.yaml }',
    to: 'files: { web.yaml: web.yaml }',
    lies: [`${start}its checks pass with its solution → .status.phase of Pod web; found “Pending”; expected “Running”`],
  },
  {
    name: 'a solution whose command fails',
    from: 'commands: [kubectl get configmap given]',
    to: 'commands: [kubectl get configmap gone]',
    lies: [
      'Which port?: its checks pass with its solution → kubectl get configmap gone failed: Error from server (NotFound): configmaps "gone" not found',
    ],
  },
  {
    name: 'a solution with a file that is not there',
    from: 'solutions/web.yaml',
    to: 'solutions/wbe.yaml',
    lies: ['Start it: its checks pass with its solution → there is no file solutions/wbe.yaml'],
  },
  {
    name: 'a page that does not lead to the goal',
    from: 'kubectl apply -f web.yaml\nkubectl get pods -w',
    to: 'kubectl create configmap more\nkubectl get pods -w',
    lies: [
      `${start}its checks pass after the page’s own commands → .status.phase of Pod web; There is no Pod web in the cluster.`,
    ],
  },
  {
    name: 'a command of the page that fails',
    from: 'kubectl get configmap given -o yaml',
    to: 'kubectl get configmaps give',
    lies: [
      'Which port?: the command “kubectl get configmaps give” works → exit code 1: Error from server (NotFound): configmaps "give" not found',
    ],
  },
  {
    name: 'a command of the introduction that fails',
    from: 'Hello.\n',
    to: 'Hello.\n\n~~~sh\nkubectl get pods,gone\n~~~\n',
    lies: [/^Which port\?: the command “kubectl get pods,gone” works → exit code 1: error: the server doesn't have/],
  },
  {
    name: 'a following command that fails at once',
    from: 'kubectl get pods -w',
    to: 'kubectl logs gone -f',
    lies: [/^Start it: the command “kubectl logs gone -f” works → exit code 1: .*pods "gone" not found/],
  },
  {
    name: 'a command that never ends',
    from: 'kubectl get pods -w',
    to: 'kubectl wait pod/web --for=delete --timeout=2h',
    lies: [
      `${start}the command “kubectl wait pod/web --for=delete --timeout=2h” works → kubectl wait pod/web --for=delete --timeout=2h does not end`,
    ],
  },
  {
    name: 'a command of the explanation that fails',
    from: 'kubectl logs web\n',
    to: 'kubectl logs web -c gone\n',
    lies: [/^Start it: the command “kubectl logs web -c gone” works → exit code 1: .*container gone is not valid/],
  },
  {
    name: 'a command to observe that fails',
    from: 'kubectl exec web -- curl -s localhost',
    to: 'kubectl exec web -- curl -s localhost:81',
    lies: [/^What comes\?: the command “kubectl exec web -- curl -s localhost:81” works → exit code 7/],
  },
  {
    name: 'a command that should fail and works',
    from: 'kubectl get pod other',
    to: 'kubectl get pod web',
    lies: [/^Start it: the command “kubectl get pod web” fails, as it says → exit code 0: NAME +READY/],
  },
  {
    name: 'a mistake that is never recognised',
    from: 'contains: not found',
    to: 'contains: no such thing',
    lies: [
      `${start}it answers the mistake “No such image.” → no answer; found .status.phase of Pod web: “Pending” | What the cluster says of the Pod web: Failed: Error: ImagePullBackOff`,
    ],
  },
  {
    name: 'a mistake whose answer stands behind a wider one',
    from: /```misconception\nwhen:\n {2}- events/,
    to: '```misconception\nwhen: [{ file: web.yaml, exists: true }]\nanswer: |\n  Anything at all, and more words than anybody wants to read in one line of an answer.\nexample: { untouched: true }\n```\n\n```misconception\nwhen:\n  - events',
    lies: [
      `${start}it answers the mistake “No such image.” → “Anything at all, and more words than anybody wants to read i…” is answered instead`,
      // That one is never answered: a container that ends again and again runs for a while in between.
      `${start}it answers the mistake “It ends.” → the checks pass with it`,
      `${start}it answers the mistake “Apply it.” → “Anything at all, and more words than anybody wants to read i…” is answered instead`,
    ],
  },
  {
    name: 'a mistake with which the checks pass',
    from: 'example:\n  files: { web.yaml: mistakes/web.yaml }',
    to: 'example: {}',
    lies: [`${start}it answers the mistake “It ends.” → the checks pass with it`],
  },
  {
    name: 'a mistake with a file that is not there',
    from: 'mistakes/web.yaml',
    to: 'mistakes/wbe.yaml',
    lies: [`${start}it answers the mistake “It ends.” → there is no file mistakes/wbe.yaml`],
  },
  {
    name: 'an edit that does not fit',
    from: 'example:\n  files: { web.yaml: mistakes/web.yaml }',
    to: 'example:\n  edits: [{ file: web.yaml, replace: "nginx:1.28", with: "busybox:1.36" }]',
    lies: [`${start}it answers the mistake “It ends.” → “nginx:1.28” stands 0 times in web.yaml, not once`],
  },
  {
    name: 'an edit that fits twice',
    from: 'example:\n  files: { web.yaml: mistakes/web.yaml }',
    to: 'example:\n  edits: [{ file: web.yaml, replace: "name: web", with: x }]',
    lies: [`${start}it answers the mistake “It ends.” → “name: web” stands 2 times in web.yaml, not once`],
  },
  {
    name: 'minutes too few',
    from: 'minutes: 6',
    to: 'minutes: 4',
    lies: ['reading and doing fit 4 minutes → it takes about 5 minutes: say so, or shorten it'],
  },
  {
    name: 'minutes too many',
    from: 'minutes: 6',
    to: 'minutes: 30',
    lies: ['reading and doing fit 30 minutes → it takes about 5 minutes, less than half'],
  },
  {
    name: 'a set-up of the lab that fails',
    from: 'setup: [kubectl apply -f given.yaml]',
    to: 'setup: [kubectl apply -f gone.yaml]',
    lies: ['it can be begun → kubectl apply -f gone.yaml failed: error: the path "gone.yaml" does not exist'],
  },
  {
    name: 'a starter file that is not there',
    from: 'files: [web.yaml, given.yaml]',
    to: 'files: [web.yaml, given.yaml, gone.yaml]',
    lies: ['it can be begun → there is no file gone.yaml'],
  },
  {
    name: 'a set-up of a step that fails',
    from: 'setup: [kubectl delete pod web --now]',
    to: 'setup: [kubectl delete pod gone]',
    lies: [
      'Mend it: its set-up runs → kubectl delete pod gone failed: Error from server (NotFound): pods "gone" not found',
    ],
  },
  {
    name: 'a set-up that breaks nothing',
    from: 'setup: [kubectl delete pod web --now]',
    to: 'setup: [kubectl get pods]',
    lies: ['Mend it: its checks do not pass before it is done → they pass before'],
  },
];

describe('the proof of a lab', function () {
  this.timeout(60_000);

  it('holds where all is true', async () => {
    const { claims, minutes } = await prove(soundLab);
    assert.deepEqual(lies({ claims, minutes }), []);
    assert.deepEqual(
      claims.map(({ step, what }) => `${step ?? ''}: ${what}`),
      [
        ': it can be begun',
        'Which port?: its checks do not pass before it is done',
        'Which port?: its checks pass with its solution',
        'Which port?: the command “kubectl get configmap given -o yaml” works',
        'Which port?: it answers the mistake “That is another one.”',
        'Start it: its checks do not pass before it is done',
        'Start it: its checks pass with its solution',
        'Start it: the command “kubectl apply -f web.yaml” works',
        'Start it: the command “kubectl get pods -w” works',
        'Start it: the command “kubectl get pod other” fails, as it says',
        'Start it: its checks pass after the page’s own commands',
        'Start it: the command “kubectl logs web” works',
        'Start it: it answers the mistake “No such image.”',
        'Start it: it answers the mistake “It ends.”',
        'Start it: it answers the mistake “Apply it.”',
        'What comes?: the command “kubectl exec web -- curl -s localhost” works',
        'Mend it: its set-up runs',
        'Mend it: its checks do not pass before it is done',
        'Mend it: its checks pass with its solution',
        'Mend it: the command “kubectl get events” works',
        // Nobody says on the page of a riddle what mends it.
        'Mend it: the command “kubectl create configmap note” works',
        ': reading and doing fit 6 minutes',
      ],
    );
    assert.ok(minutes > 4 && minutes < 6, String(minutes));
  });

  for (const { name, from, to, lies: expected, files } of table) {
    it(name, async () => {
      const text = soundLab.replace(from, () => to);
      assert.notEqual(text, soundLab);
      const found = lies(await prove(text, files));
      assert.equal(found.length, expected.length, found.join('\n'));
      for (const [index, wanted] of expected.entries()) {
        const said = found[index] ?? '';
        if (typeof wanted === 'string') assert.equal(said, wanted);
        else assert.match(said, wanted);
      }
    });
  }
});
