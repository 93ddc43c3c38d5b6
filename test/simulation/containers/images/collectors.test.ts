import { equal, match, ok } from 'node:assert/strict';
import { Directory, FileBudget } from '../../../../src/simulation/containers/filesystem.ts';
import { ImageSession } from './imageSession.ts';

function volumeWith(files: Record<string, string> = {}): Directory {
  const volume = new Directory({ mode: 0o777, budget: new FileBudget() });
  for (const [name, text] of Object.entries(files)) volume.createFile(name, 0o644, 0, text);
  return volume;
}

const counter =
  'i=0; while true; do echo "$i: hello" >> /var/log/1.log; echo "INFO $i" >> /var/log/2.log; i=$((i+1)); sleep 1; done';

describe('The image fluentd', () => {
  const sources = [1, 2]
    .map(
      (n) =>
        `<source>\n  type tail\n  format none\n  path /var/log/${n}.log\n  pos_file /var/log/${n}.log.pos\n  tag count.format${n}\n</source>\n`,
    )
    .join('\n');

  const run = (match: string): ImageSession => {
    const pod = new ImageSession();
    const logs = { path: '/var/log', volume: volumeWith(), readOnly: false };
    const config = {
      path: '/etc/fluentd-config',
      volume: volumeWith({ 'fluentd.conf': sources + match }),
      readOnly: true,
    };
    pod.serve('agent', 'registry.k8s.io/fluentd-gcp:1.30', {
      env: { FLUENTD_ARGS: '-c /etc/fluentd-config/fluentd.conf' },
      mounts: [logs, config],
    });
    pod.run(2_000);
    pod.serve('count', 'busybox:1.28', { command: ['sh', '-c', counter], mounts: [logs] });
    pod.run(10_000);
    return pod;
  };

  it("follows the files of the documentation's logging agent, and says that the cloud is not simulated", () => {
    const pod = run('<match **>\n  type google_cloud\n</match>\n');
    const log = pod.logOf('agent');
    match(log, /^2026-11-22 16:00:0\d \+0000 \[info\]: #0 fluentd worker is now running worker=0$/m);
    match(log, /\[info\]: #0 following tail of \/var\/log\/1\.log/);
    match(log, /Pod Labs does not simulate the output "google_cloud"/);
    equal(pod.endBy('agent', 'stop'), 0);
  });

  it('prints what a stdout match takes', () => {
    const log = run('<match count.*>\n  @type stdout\n</match>\n').logOf('agent');
    match(log, /^2026-11-22 16:00:\d\d\.\d{9} \+0000 count\.format1: \{"message":"\d+: hello"\}$/m);
    match(log, /count\.format2: \{"message":"INFO \d+"\}/);
  });

  it('ends with 1 where its configuration is missing', () => {
    const pod = new ImageSession();
    pod.serve('agent', 'fluent/fluentd:v1.16-1', { args: ['-c', '/nowhere.conf'] });
    pod.run(3_000);
    equal(pod.exits.get('agent')?.exitCode, 1);
    match(pod.logOf('agent'), /No such file or directory @ rb_sysopen - \/nowhere\.conf/);
  });
});

describe('The image fluent-bit', () => {
  it('follows files that its configuration names, in its own format, and ends with 0', () => {
    const pod = new ImageSession();
    const logs = { path: '/var/log', volume: volumeWith(), readOnly: false };
    const text =
      '[SERVICE]\n    Flush 1\n\n[INPUT]\n    Name tail\n    Path /var/log/*.log\n    Tag app\n\n[OUTPUT]\n    Name stdout\n    Match *\n';
    const config = { path: '/fluent-bit/etc', volume: volumeWith({ 'fluent-bit.conf': text }), readOnly: true };
    pod.serve('agent', 'fluent/fluent-bit:3.0', { mounts: [logs, config] });
    pod.run(2_000);
    pod.serve('count', 'busybox:1.28', { command: ['sh', '-c', counter], mounts: [logs] });
    pod.run(5_000);
    const log = pod.logOf('agent');
    match(log, /^Fluent Bit v3\.0\.7$/m);
    match(log, /^\[2026\/11\/22 16:00:00\] \[ info\] \[fluent bit\] version=3\.0\.7/m);
    match(log, /inotify_fs_add\(\): inode=\d+ watch_fd=2 name=\/var\/log\/2\.log/);
    match(log, /^\[0\] app: \[\[\d{10}\.\d{9}, \{\}\], \{"log"=>"\d+: hello"\}\]$/m);
    const before = pod.logOf('agent').length;
    pod.run(60_000);
    ok(pod.logOf('agent').split('hello').length > 55, 'all lines come');
    ok(pod.logOf('agent').length > before);
    equal(pod.endBy('agent', 'stop'), 0);
    match(pod.logOf('agent'), /\[engine\] caught signal \(SIGTERM\)[\s\S]*service has stopped/);
  });

  it('begins a file that was replaced anew', () => {
    const pod = new ImageSession();
    const logs = { path: '/logs', volume: volumeWith(), readOnly: false };
    const args = ['-i', 'tail', '-p', 'path=/logs/a.log', '-o', 'stdout'];
    pod.serve('agent', 'fluent/fluent-bit:3.0', { args, mounts: [logs] });
    const script =
      'echo one > /logs/a.log; sleep 3; mv /logs/a.log /logs/a.log.1; echo two > /logs/a.log; sleep 3; echo 6 > /logs/a.log';
    pod.serve('writer', 'busybox:1.28', { command: ['sh', '-c', `sleep 2; ${script}`], mounts: [logs] });
    pod.run(15_000);
    equal(
      pod
        .logOf('agent')
        .match(/"log"=>"\w+"/g)
        ?.join(' '),
      '"log"=>"one" "log"=>"two" "log"=>"6"',
    );
  });
});

describe('The image git-sync', () => {
  const image = 'registry.k8s.io/git-sync/git-sync:v4.2.3';

  it('checks a repository out into a volume, moves its link to new commits, and runs on', () => {
    const pod = new ImageSession();
    const mounts = [{ path: '/git', volume: volumeWith(), readOnly: false }];
    const args = ['--repo=https://github.com/kubernetes/git-sync', '--root=/git', '--link=html', '--period=30s'];
    pod.serve('sync', image, { args, mounts });
    pod.run(5_000);
    match(pod.logOf('sync'), /"msg":"starting up"[\s\S]*"msg":"update required"[\s\S]*"msg":"updated successfully"/);
    const show = () => {
      const name = `show-${pod.timeline.nowMs}`;
      pod.serve(name, 'busybox:1.36', {
        command: ['sh', '-c', 'readlink /git/html; cat /git/html/index.html'],
        mounts,
      });
      pod.run(1_000);
      return pod.logOf(name);
    };
    const before = show();
    match(before, /^\.worktrees\/[0-9a-f]{40}\n[\s\S]*This is commit \d+\./);
    pod.run(10 * 60_000);
    const after = show();
    ok(after !== before && /This is commit \d+\./.test(after), after);
    equal(pod.endBy('sync', 'stop'), 0);
  });

  it('ends after one time as an init container', () => {
    const pod = new ImageSession();
    pod.serve('sync', image, { env: { GITSYNC_REPO: 'https://github.com/org/site.git', GITSYNC_ONE_TIME: 'true' } });
    pod.run(5_000);
    equal(pod.exits.get('sync')?.exitCode, 0);
  });

  it('wants a repository, and says where there is none', () => {
    const pod = new ImageSession();
    pod.serve('none', image);
    pod.serve('missing', image, { args: ['--repo=https://github.com/org/non-existent', '--one-time'] });
    pod.run(5_000);
    equal(pod.exits.get('none')?.exitCode, 1);
    match(pod.logOf('none'), /required flag: --repo must be specified/);
    equal(pod.exits.get('missing')?.exitCode, 1);
    match(pod.logOf('missing'), /fatal: repository .* not found/);
  });
});
