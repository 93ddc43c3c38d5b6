import { containerPod, pod, says, silentOf } from './hoverCheck.ts';

describe('hover on command and args', () => {
  it('says which program runs, by command, args and the image', () => {
    says(
      containerPod("com$0mand: [sh, -c, 'sleep 5']"),
      '`command` stands in place of the `ENTRYPOINT` of the image, and its `CMD` does **not** count any more',
      'runs `sh` `-c` `sleep 5`',
    );
    says(
      containerPod('ar$0gs: [--port, "80"]'),
      'The `ENTRYPOINT` of the image runs, with `--port` `80` in place of its `CMD`',
    );
    says(containerPod('com$0mand: [a]', 'args: [b]'), 'In place of both', 'runs `a` `b`');
    says(containerPod('com$0mand: []'), 'its `ENTRYPOINT` with its `CMD`');
  });

  it('notices words that only a shell would understand', () => {
    says(containerPod('com$0mand: [echo, a, "&&", echo, b]'), '**No shell reads these words:** `&&`');
    says(containerPod('com$0mand: [echo, $HOME]'), '`$HOME` reaches the program as it stands');
    silentOf(containerPod('com$0mand: [sh, -c, "echo $HOME && ls"]'), /No shell/);
    silentOf(containerPod('com$0mand: [echo, $(HOME)]'), /No shell/);
  });
});

describe('hover on $(NAME)', () => {
  const env = (...variables: string[]) => containerPod('env:', ...variables.map((variable) => `  - ${variable}`));

  it('puts in what stands above', () => {
    says(env('{ name: HOST, value: db }', "{ name: URL, value: 'http://$(HO$0ST):80' }"), 'Becomes `http://db:80`.');
    says(containerPod('args: [--host=$(HO$0ST)]', 'env: [{ name: HOST, value: db }]'), 'Becomes `--host=db`.');
    says(env("{ name: PRICE, value: '$$(HO$0ST)' }"), 'Becomes `$(HOST)`.');
  });

  it('says why something stays as it stands', () => {
    says(
      env("{ name: URL, value: 'http://$(HO$0ST)' }", '{ name: HOST, value: db }'),
      '**`$(HOST)` stays as it stands:** `HOST` is set further down',
    );
    says(env("{ name: URL, value: '$(POR$0T)' }"), 'unless the variables of a Service set it');
    says(
      env('{ name: NODE, valueFrom: { fieldRef: { fieldPath: spec.nodeName } } }', "{ name: X, value: '$(NO$0DE)' }"),
      'comes from the Pod: `spec.nodeName`',
    );
    says(
      env(
        '{ name: P, valueFrom: { secretKeyRef: { name: db, key: p } } }',
        '{ name: Q, value: a$(P) }',
        "{ name: X, value: '$(Q)$0' }",
      ),
      'is known when the Pod starts',
    );
  });
});

describe('hover on an image', () => {
  it('says what it is in the built-in cluster', () => {
    says(
      containerPod('image: ng$0inx:1.27'),
      'In the built-in cluster: A web server, listens on `80`',
      '`1.27` is version `1.27.',
    );
    says(containerPod('image: docker.io/library/ng$0inx'), 'A web server');
    says(containerPod('image: ng$0inx:0.0.0'), '**It has no tag `0.0.0`:** the Pod waits with `ImagePullBackOff`');
    silentOf(containerPod('image: example.com/team/ng$0inx'), /built-in cluster/);
  });
});

describe('hover on the end of a Pod', () => {
  const withHook = (grace: string, hook: string) =>
    pod(`  ${grace}\n  containers:\n    - name: app\n      lifecycle: { ${hook} }\n`);

  it('counts preStop into the grace period', () => {
    says(
      withHook(
        'terminationGrace$0PeriodSeconds: 30',
        "preStop: { exec: { command: [sh, -c, 'sleep 10; nginx -s quit'] } }",
      ),
      '**30 s after the beginning**',
      'The `preStop` of `app` takes 10 s of it; at most 20 s are left',
      'Services stop sending new connections at the same time',
    );
    says(
      withHook('terminationGracePeriodSeconds: 10', 'pre$0Stop: { sleep: { seconds: 15 } }'),
      '**part of** the grace period of 10 s, not added to it',
      'nothing is left',
    );
    says(withHook('hostNetwork: false', 'pre$0Stop: { exec: { command: [x] } }'), 'grace period of 30 s');
    says(pod('  terminationGrace$0PeriodSeconds: 0\n'), 'No time at all');
  });
});
