import assert from 'node:assert/strict';
import { EmbeddedStage } from '../../src/bin/embeddedStage.ts';
import { wordsOf } from '../../src/labs/commandReader.ts';
import type { FigurePart } from '../../src/labs/lab.ts';
import { prepareLab } from '../../src/labs/stage.ts';
import { lookAtFigure } from '../../src/vscode/labFigureLook.ts';
import { outlineText } from '../diagrams/outlineText.ts';
import { aids, block, head, labOf } from '../labs/labText.ts';

const lab = labOf(`${head}## a\n${block('check', '- { file: a, exists: true }')}${aids}`);

describe('the figures of a lab', () => {
  let stage: EmbeddedStage;
  const kubectl = async (command: string): Promise<void> => {
    const { stderr, exitCode } = await stage.context.kubectl(wordsOf(`kubectl ${command}`));
    assert.equal(exitCode, 0, stderr);
  };
  const look = (part: FigurePart) => lookAtFigure(part, stage.context);
  const none = async (part: FigurePart) => {
    const figure = await look(part);
    return figure.type === 'none' ? figure.text : assert.fail(`a ${figure.type}`);
  };
  const diagram = async (part: FigurePart) => {
    const figure = await look(part);
    return figure.type === 'diagram' ? figure : assert.fail(JSON.stringify(figure));
  };

  before(async () => {
    stage = new EmbeddedStage(lab, async () => '');
    await prepareLab(lab, stage);
    await kubectl('create deployment web --image nginx:1.27 --replicas 2 --port 80');
    await kubectl('run client --image curlimages/curl:8.8.0 --command -- sleep infinity');
    await kubectl('rollout status deployment web');
    await kubectl('wait --for=condition=Ready pod client');
  });

  it('say so where there is nothing yet', async () => {
    assert.equal(await none({ type: 'map', of: { service: 'web' } }), 'There is no Service web to draw now.');
    assert.equal(
      await none({ type: 'map', of: { namespace: 'kube-public' } }),
      'There is no Service in kube-public now.',
    );
    assert.equal(await none({ type: 'diagram', of: { pod: 'none' } }), 'There is no Pod none to draw now.');
    assert.equal(await none({ type: 'request', of: { pod: 'client' } }), 'There is no request from Pod client yet.');
    assert.equal(
      await none({ type: 'request', of: { selector: 'run=client', name: 'web', service: 'web' } }),
      'There is no request to web through Service web from the Pod with run=client yet.',
    );
    assert.equal(
      await none({ type: 'lookup', of: { pod: 'client', name: 'web' } }),
      'There is no look-up of web from Pod client yet.',
    );
    const { traffic: _traffic, ...real } = stage.context;
    const figure = await lookAtFigure({ type: 'request', of: { pod: 'client' } }, real);
    assert.deepEqual(figure, { type: 'none', text: 'Only the practice cluster can tell what became of a request.' });
  });

  it('draw a Service with the EndpointSlice that the cluster made, and all Services of a Namespace', async () => {
    await kubectl('expose deployment web');
    await stage.pass(5000);
    const { title, mermaid, outline } = await diagram({ type: 'map', of: { service: 'web' } });
    assert.equal(title, 'Service web');
    assert.equal(outline[0]?.said, '2 endpoints ready');
    assert.match(mermaid, /service1 -->\|"80\/TCP → targetPort 80"\| slice1/);
    assert.equal(mermaid.match(/slice1 --> pod/g)?.length, 2);
    const dns = await diagram({ type: 'map', of: { namespace: 'kube-system' } });
    assert.equal(dns.title, 'the Services of kube-system');
    assert.match(outlineText(dns.outline as never), /Service kube-dns in kube-system \[ready: 2 endpoints ready\]/);
  });

  it('explain the last request and the last look-up of a Pod', async () => {
    await kubectl('exec client -- curl -sS http://web/');
    const request = await diagram({ type: 'request', of: { pod: 'client', service: 'web' } });
    assert.equal(request.title, 'GET http://web/ from Pod client');
    assert.equal(request.outline[0]?.said, '200');
    assert.match(request.mermaid, /participant service as Service web/);
    const words = outlineText(request.outline as never);
    assert.match(words, /A web\.\S+\.svc\.cluster\.local, with \S+\.svc\.cluster\.local of the search list/);
    assert.match(words, /chosen by lot out of 2: Pod web-/);
    assert.match(words, /Arrived at nginx in container nginx of Pod /);
    const lookup = await diagram({ type: 'lookup', of: { pod: 'client', name: 'web' } });
    assert.equal(lookup.title, 'look-up of web from Pod client');
    assert.doesNotMatch(lookup.mermaid, /service|GET/);
  });

  it('show where a request stopped', async () => {
    await kubectl('scale deployment web --replicas 0');
    await stage.pass(60_000);
    const { exitCode } = await stage.context.kubectl(['exec', 'client', '--', 'curl', '-sS', 'http://web/']);
    assert.notEqual(exitCode, 0);
    const { outline } = await diagram({ type: 'request', of: { pod: 'client' } });
    assert.equal(outline[0]?.said, 'refused: no endpoint');
    const map = await diagram({ type: 'map', of: { service: 'web' } });
    assert.equal(map.outline[0]?.said, 'no endpoints: connections are refused');
  });

  it('explain an autoscaler, by its records or by what a real cluster tells', async () => {
    const part: FigurePart = { type: 'autoscaler', of: { hpa: 'grow' } };
    assert.equal(await none(part), 'There is no HPA grow to draw now.');
    await kubectl('create deployment grow --image nginx:1.27');
    await kubectl('autoscale deployment grow --min=2 --max=4 --cpu=50%');
    await stage.pass(120_000);
    const chart = async (of: FigurePart, context = stage.context) => {
      const figure = await lookAtFigure(of, context);
      return figure.type === 'chart' ? figure : assert.fail(JSON.stringify(figure));
    };
    const newest = await chart(part);
    assert.equal(newest.title, 'HPA grow, which scales Deployment grow');
    assert.match(outlineText(newest.calculation.outline as never), /no proposal, because .*missing request for cpu/);
    assert.deepEqual(newest.table.rows.at(-1)?.cells.slice(-1), ['So it goes from 1 to 2.']);
    const replicas = newest.chart.panels.find(({ unit }) => unit === 'replicas');
    const last = replicas?.lines.map(({ name, values }) => `${name} ${values.at(-1)}`);
    assert.deepEqual(last, ['desired 2', 'current 2', 'ready 2', 'minReplicas 2', 'maxReplicas 4']);
    const startMs = stage.context.nowMs() - 200_000;
    const time = () => ({ elapsedMs: 200_000, nowMs: startMs + 200_000, paused: true, speed: 1 });
    const two = await chart(
      { type: 'autoscaler', of: { hpa: 'grow', replicas: 2 } },
      { ...stage.context, control: { time } },
    );
    assert.equal(two.chart.clock, 'elapsed');
    assert.match(two.calculation.title, /^At 00:\d\d:\d\d: why 2\?$/);
    assert.match(outlineText(two.calculation.outline as never), /less than minReplicas, 2: no metric is asked/);
    const { hpaRecords: _records, control: _control, ...real } = stage.context;
    const told = await chart(part, real);
    assert.equal(told.chart.clock, 'utc');
    assert.match(JSON.stringify(told.table.rows), /SuccessfulRescale: New size: 2; reason: Current number of replicas/);
    assert.match(outlineText(told.calculation.outline as never), /A real cluster tells what came of a look/);
  });
});
