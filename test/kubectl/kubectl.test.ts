import assert from 'node:assert/strict';
import { runAnswered, Terminal } from './fakeHost.ts';

describe('the built-in kubectl', () => {
  it('explains itself', async () => {
    const terminal = new Terminal();
    const overview = await terminal.run('--help');
    assert.match(overview.stdout, /Basic Commands \(Intermediate\):\n {2}explain {9}Get documentation/);
    for (const verb of ['get', 'apply', 'logs', 'exec', 'delete', 'wait', 'describe', 'config']) {
      const help = await terminal.run(verb, '--help');
      assert.equal(help.exitCode, 0);
      assert.match(help.stdout, new RegExp(`Usage:\n {2}kubectl ${verb} `));
    }
    assert.equal((await terminal.run('help', 'get')).stdout, (await terminal.run('get', '-h')).stdout);
    assert.equal((await terminal.run('config', 'view', '-h')).exitCode, 0);
  });

  it('knows which verbs it lacks, and helps with a typo', async () => {
    const terminal = new Terminal();
    assert.deepEqual(await terminal.run('kustomize', 'deployment/web'), {
      stdout: '',
      stderr:
        'error: "kubectl kustomize" is not in the built-in kubectl: use the kubectl of your machine, and kubectl apply -f for the result\n',
      exitCode: 1,
    });
    const typo = await terminal.run('gett', 'pods');
    assert.equal(typo.stderr, 'error: unknown command "gett" for "kubectl"\n\nDid you mean this?\n\tset\n\tget\n');
  });

  it('takes global flags before the verb', async () => {
    const { stderr } = await new Terminal().run('-n', 'kube-system', 'get', 'pods');
    assert.equal(stderr, 'No resources found in kube-system namespace.\n');
  });

  it('prints warnings of the server', async () => {
    const ran = await runAnswered([{ warnings: ['mind the gap'], body: { items: [], rows: [] } }], 'get', 'pods');
    assert.equal(ran.stderr, 'Warning: mind the gap\nNo resources found in default namespace.\n');
  });

  it('says an invalid object field by field', async () => {
    const cause = (field: string) => ({ field, message: 'Required value', reason: 'FieldValueRequired' });
    const body = (causes: object[]) => ({
      reason: 'Invalid',
      message: 'x',
      details: { name: 'web', kind: 'Pod', causes },
    });
    const one = await runAnswered([{ code: 422, body: body([cause('spec.a')]) }], 'get', 'pod', 'web');
    assert.equal(one.stderr, 'The Pod "web" is invalid: spec.a: Required value\n');
    const two = await runAnswered(
      [{ code: 422, body: body([cause('a'), cause('b'), cause('b')]) }],
      'get',
      'pod',
      'web',
    );
    assert.equal(two.stderr, 'The Pod "web" is invalid: \n* a: Required value\n* b: Required value\n');
  });

  it('asks for a table and sends manifests strictly', async () => {
    const terminal = new Terminal();
    terminal.files.set('cm.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: x}\n');
    await terminal.run('get', 'pods');
    assert.match(terminal.requests[0]?.accept ?? '', /as=Table/);
    assert.equal((await terminal.run('apply', '-f', 'cm.yaml')).stdout, 'configmap/c created\n');
    const post = terminal.requests.find((request) => request.method === 'POST');
    assert.deepEqual(post?.query, { fieldManager: 'kubectl-client-side-apply', fieldValidation: 'Strict' });
    assert.equal((await terminal.run('apply', '-f', 'cm.yaml')).stdout, 'configmap/c unchanged\n');
    terminal.files.set('cm.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {b: "y"}\n');
    assert.equal((await terminal.run('apply', '-f', 'cm.yaml')).stdout, 'configmap/c configured\n');
    assert.equal((await terminal.run('get', 'cm', 'c', '-o', 'jsonpath={.data}')).stdout, '{"b":"y"}');
    assert.match((await terminal.run('describe', 'cm', 'c')).stdout, /Data\n====\nb:\n----\ny\n/);
    const deleted = await terminal.run('delete', '-f', 'cm.yaml');
    assert.equal(deleted.stdout, 'configmap "c" deleted from default namespace\n');
  });

  it('works in another namespace when told so', async () => {
    const terminal = new Terminal();
    assert.match((await terminal.run('config', 'set-context', '--current', '--namespace=x')).stdout, /modified/);
    assert.equal((await terminal.run('config', 'current-context')).stdout, 'pod-labs\n');
  });

  it('explains fields', async () => {
    const terminal = new Terminal();
    const field = await terminal.run('explain', 'pod.spec.containers');
    assert.match(
      field.stdout,
      /^KIND: {7}Pod\nVERSION: {4}v1\n\nFIELD: containers <\[\]Container>\n\n\nDESCRIPTION:\n/,
    );
    assert.match(field.stdout, /\nFIELDS:\n {2}args\t<\[\]string>\n {4}/);
    assert.equal((await terminal.run('explain', 'pod.spec.nope')).stderr, 'error: field "nope" does not exist\n');
  });

  it('speaks of missing things as the real one does', async () => {
    const terminal = new Terminal();
    const said = async (...argv: string[]) => (await terminal.run(...argv)).stderr;
    assert.equal(await said('get', 'pod', 'nope'), 'Error from server (NotFound): pods "nope" not found\n');
    assert.equal(
      await said('get', 'pods', 'web', 'web2'),
      'Error from server (NotFound): pods "web" not found\nError from server (NotFound): pods "web2" not found\n',
    );
    assert.equal(await said('describe', 'pod', 'nope'), 'Error from server (NotFound): pods "nope" not found\n');
    assert.equal(
      await said('logs', 'nope'),
      'error: error from server (NotFound): pods "nope" not found in namespace "default"\n',
    );
    assert.equal(await said('exec', 'nope', '--', 'ls'), 'Error from server (NotFound): pods "nope" not found\n');
    assert.equal(await said('delete', 'ns', 'nope'), 'Error from server (NotFound): namespaces "nope" not found\n');
    assert.equal(await said('apply', '-f', 'nope.yaml'), 'error: the path "nope.yaml" does not exist\n');
    assert.equal(await said('apply', '-f', '-'), 'error: no objects passed to apply\n');
    assert.equal(
      await said('create', '-f'),
      "error: flag needs an argument: 'f' in -f\nSee 'kubectl create --help' for usage.\n",
    );
    assert.equal(
      await said('get', 'pods', '-l', 'app=web,,'),
      `Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "app=web,,", field selector "": found ',', expected: identifier after ','\n`,
    );
    assert.match(
      await said('get', 'pods', '-o', 'foo'),
      /^error: unable to match a printer .*allowed formats are: custom/,
    );
    assert.equal(
      await said('wait', '--for=condition=Ready', 'pod/nope', '--timeout=1s'),
      'Error from server (NotFound): pods "nope" not found\n',
    );
  });
});
