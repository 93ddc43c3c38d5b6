import assert from 'node:assert/strict';
import { PodRun, script } from './podRun.ts';

const pulls = (run: PodRun) => run.events.filter((event) => /^(Pulling|Pulled)/.test(event));

describe('the images of a Node', () => {
  it('are pulled once, whatever their name is written like', () => {
    const run = new PodRun({
      containers: [
        script('sleep 1000', { image: 'busybox', imagePullPolicy: 'IfNotPresent' }),
        script('sleep 1000', { name: 'b', image: 'docker.io/library/busybox:latest', imagePullPolicy: 'IfNotPresent' }),
      ],
    });
    run.runSeconds(10);
    assert.equal(pulls(run)[0], 'Pulling x1 Pulling image "busybox"');
    assert.match(
      pulls(run)[1] ?? '',
      /^Pulled x1 Successfully pulled image "busybox" in \d+ms \(\d+ms including waiting\)\. Image size: \d+ bytes\.$/,
    );
    assert.equal(
      pulls(run)[2],
      'Pulled x1 Container image "docker.io/library/busybox:latest" already present on machine',
    );
  });

  it('are asked for again with the policy Always, which does not take long', () => {
    const always = { image: 'nginx:1.27', imagePullPolicy: 'Always' } as const;
    const run = new PodRun({
      containers: [script('sleep 1000', always), script('sleep 1000', { ...always, name: 'second' })],
    });
    run.runSeconds(10);
    assert.equal(run.events.filter((event) => event === 'Pulling x1 Pulling image "nginx:1.27"').length, 2);
    assert.match(pulls(run).join('\n'), /pulled image "nginx:1.27" in 500ms \(500ms including waiting\)/);
  });

  it('keep a container waiting where they may not be pulled', () => {
    const run = new PodRun({ containers: [script('sleep 1000', { imagePullPolicy: 'Never' })] });
    run.runSeconds(10);
    assert.deepEqual(run.status()?.state?.waiting, {
      reason: 'ErrImageNeverPull',
      message: 'Container image "busybox:1.36" is not present with pull policy of Never',
    });
    assert.ok(run.events.some((event) => event.startsWith('Failed') && event.endsWith('Error: ErrImageNeverPull')));
  });
});
