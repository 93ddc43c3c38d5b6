import { equal, match, ok } from 'node:assert/strict';
import { pi } from '../../../../src/simulation/containers/images/pi.ts';
import { ImageSession } from './imageSession.ts';

const mib = 1024 * 1024;
const limits = (memoryLimitBytes: number | undefined, limitCores?: number) => ({
  resources: { requestCores: 0, limitCores, memoryLimitBytes },
});

describe('Images that work and hold memory on purpose', () => {
  it('polinux/stress within its memory limit runs, and uses what it holds', () => {
    const pod = new ImageSession();
    const container = pod.serve('ok', 'polinux/stress', {
      command: ['stress'],
      args: ['--vm', '1', '--vm-bytes', '150M', '--vm-hang', '1'],
      ...limits(200 * mib),
    });
    pod.run(60_000);
    equal(pod.exits.get('ok'), undefined);
    equal(pod.logOf('ok'), 'stress: info: [1] dispatching hogs: 0 cpu, 0 io, 1 vm, 0 hdd\n');
    const { memoryBytes } = container.usage();
    ok(memoryBytes >= 150 * mib && memoryBytes < 160 * mib, String(memoryBytes));
  });

  it('polinux/stress beyond its memory limit is OOMKilled', () => {
    const pod = new ImageSession();
    pod.serve('oom', 'polinux/stress', {
      command: ['stress'],
      args: ['--vm', '1', '--vm-bytes', '250M', '--vm-hang', '1'],
      ...limits(100 * mib),
    });
    pod.run(5_000);
    equal(pod.exits.get('oom')?.exitCode, 137);
    equal(pod.exits.get('oom')?.reason, 'OOMKilled');
  });

  it('polinux/stress ends after its timeout', () => {
    const pod = new ImageSession();
    pod.serve('short', 'polinux/stress', { command: ['stress', '--cpu', '2', '--timeout', '10s'] });
    pod.run(20_000);
    equal(pod.exits.get('short')?.exitCode, 0);
    match(pod.logOf('short'), /stress: info: \[1\] successful run completed in 10s/);
  });

  it('vish/stress asks for two processors and gets its limit of one', () => {
    const pod = new ImageSession();
    const container = pod.serve('cpu', 'vish/stress', { args: ['-cpus', '2'], ...limits(undefined, 1) });
    pod.run(100_000);
    const log = pod.logOf('cpu');
    match(
      log,
      /^I1122 16:00:00\.\d{6} +1 main\.go:26\] Allocating "0" memory, in "4Ki" chunks, with a 1ms sleep between allocations$/m,
    );
    equal(log.match(/Spawning a thread to consume CPU/g)?.length, 2);
    const { cpuMs, throttledMs } = container.usage();
    ok(Math.abs(cpuMs - 100_000) < 200, String(cpuMs));
    // Two threads use up the quota in half of each period.
    ok(Math.abs(throttledMs - 50_000) < 500, String(throttledMs));
    equal(pod.endBy('cpu', 'stop'), 2);
  });

  it('vish/stress takes memory step by step until it is too much', () => {
    const pod = new ImageSession();
    const args = ['-mem-total', '260Mi', '-mem-alloc-size', '10Mi', '-mem-alloc-sleep', '1s'];
    pod.serve('memory', 'vish/stress', { args, ...limits(200 * mib) });
    pod.run(15_000);
    equal(pod.exits.get('memory'), undefined);
    pod.run(15_000);
    equal(pod.exits.get('memory')?.reason, 'OOMKilled');
  });
});

describe('The image perl', () => {
  it("computes pi as the documentation's Job", () => {
    const pod = new ImageSession();
    const container = pod.serve('pi', 'perl:5.34.0', { command: ['perl', '-Mbignum=bpi', '-wle', 'print bpi(2000)'] });
    pod.run(60_000);
    equal(pod.exits.get('pi')?.exitCode, 0);
    const log = pod.logOf('pi');
    equal(log.length, 2002);
    ok(log.startsWith('3.14159265358979323846264338327950288419716939937510582097494459'));
    ok(container.usage().cpuMs > 1000);
  });

  it('rounds the last digit', () => {
    equal(pi(1), '3');
    equal(pi(5), '3.1416');
    equal(pi(11), '3.1415926536');
  });

  it('says what it does not simulate', () => {
    const pod = new ImageSession();
    const answer = pod.ask('perl', ['perl', '-e', 'while (<>) { s/a/b/; print }']);
    equal(answer.exitCode, 255);
    match(answer.output, /not the language/);
  });
});

describe('The image python', () => {
  const python = (script: string, env: Record<string, string> = {}) =>
    new ImageSession().ask('python', ['python3', '-c', script], 10_000, env);

  it("runs the scripts of the documentation's Jobs", () => {
    const script =
      'import os, sys\nprint("Hello world")\nif int(os.environ.get("JOB_COMPLETION_INDEX")) % 2 == 0:\n  sys.exit(1)\n';
    equal(python(script, { JOB_COMPLETION_INDEX: '4' }).exitCode, 1);
    const odd = python(script, { JOB_COMPLETION_INDEX: '3' });
    equal(odd.output, 'Hello world\n');
    equal(odd.exitCode, 0);
    const choice =
      'import os, sys\nif os.environ.get("JOB_COMPLETION_INDEX") == "2":\n  sys.exit(0)\nelse:\n  sys.exit(1)\n';
    equal(python(choice, { JOB_COMPLETION_INDEX: '2' }).exitCode, 0);
    equal(python(choice, { JOB_COMPLETION_INDEX: '1' }).exitCode, 1);
  });

  it('knows names, sums, loops, sleep and its errors', () => {
    equal(
      python('x = 2\nwhile x < 20:\n  x = x * 3\nprint("x", x, x == 54, 7 // 2, -7 % 3)').output,
      'x 54 True 3 2\n',
    );
    equal(
      python('import time\nfor i in range(3):\n  print(f"step {i}", flush=True)\n  time.sleep(1)').output,
      'step 0\nstep 1\nstep 2\n',
    );
    match(python('print(1/0)').output, /^Traceback [\s\S]*line 1, in <module>\nZeroDivisionError: division by zero\n$/);
    match(python('import os\nprint(os.environ["NOPE"])').output, /KeyError: 'NOPE'/);
    match(python('class A: pass').output, /Pod Labs does not simulate this Python: class A: pass/);
    equal(python('while True: pass').exitCode, undefined, 'a busy loop lets the others live');
  });

  it('as process 1 does not hear SIGTERM', () => {
    const pod = new ImageSession();
    pod.serve('main', 'python:3.12-slim', { command: ['python', '-c', 'import time\nwhile True:\n  time.sleep(60)'] });
    pod.run(1_000);
    equal(pod.endBy('main', 'SIGTERM'), undefined);
    equal(pod.endBy('main', 'SIGKILL'), 137);
  });
});

describe('Distributions and small tools', () => {
  const releases: readonly [image: string, line: RegExp][] = [
    ['debian', /^PRETTY_NAME="Debian GNU\/Linux 13 \(trixie\)"$/m],
    ['debian:bookworm-slim', /^VERSION_ID="12"$/m],
    ['ubuntu', /^VERSION_ID="24\.04"$/m],
    ['ubuntu:jammy', /^VERSION_ID="22\.04"$/m],
    ['fedora:42', /^PRETTY_NAME="Fedora Linux 42"$/m],
    ['centos:7', /^ID="centos"$/m],
    ['amazonlinux:2023', /^VERSION_ID="2023"$/m],
    ['alpine:3', /^ID=alpine$/m],
  ];
  for (const [image, line] of releases) {
    it(`${image} says what it is`, () => match(new ImageSession().ask(image, ['cat', '/etc/os-release']).output, line));
  }

  it('has Bash where the image has it', () => {
    const bash = ['bash', '-c', 'if [[ "web-1" == web-* ]]; then echo "hello from $((6 * 7))"; fi; exit 3'];
    for (const image of ['debian:stable', 'ubuntu:24.04', 'docker.io/library/bash:5']) {
      const answer = new ImageSession().ask(image, bash);
      equal(answer.output, 'hello from 42\n', image);
      equal(answer.exitCode, 3);
    }
    const script = new ImageSession();
    script.serve('main', 'bash:5', { args: ['bash', '-c', 'echo ok'] });
    script.run(1_000);
    equal(script.logOf('main'), 'ok\n');
  });

  it('has no packages to install, and says so', () => {
    const apt = new ImageSession().ask('debian', ['sh', '-c', 'apt-get update && apt-get install -y curl']);
    match(
      apt.output,
      /Temporary failure resolving 'deb\.debian\.org'[\s\S]*E: Unable to locate package curl\nPackages are not simulated/,
    );
    equal(apt.exitCode, 100);
    const apk = new ImageSession().ask('alpine', ['apk', 'add', 'curl']);
    match(apk.output, /temporary error \(try again later\)[\s\S]*Packages are not simulated/);
    equal(apk.exitCode, 1);
    equal(new ImageSession().ask('fedora', ['dnf', 'install', '-y', 'curl']).exitCode, 1);
  });

  it('hello-world greets and ends, and has no shell', () => {
    const pod = new ImageSession();
    pod.serve('hello', 'hello-world');
    pod.run(1_000);
    equal(pod.exits.get('hello')?.exitCode, 0);
    match(pod.logOf('hello'), /^\nHello from Docker!\n/);
  });

  it('the whale says what it is told', () => {
    match(new ImageSession().ask('docker/whalesay', ['cowsay', 'boo']).output, /^ _____ \n< boo >\n ----- \n/);
  });

  it('kubectl in a Pod says that it is not simulated', () => {
    const pod = new ImageSession();
    pod.serve('kubectl', 'registry.k8s.io/kubectl:v1.34.1', { args: ['get', 'pods'] });
    pod.run(1_000);
    equal(pod.exits.get('kubectl')?.exitCode, 1);
    match(pod.logOf('kubectl'), /Pod Labs does not simulate kubectl inside of a Pod/);
  });

  it("the documentation's worker empties its queue", () => {
    const pod = new ImageSession();
    pod.serve('lonely', 'gcr.io/myproject/job-wq-2');
    pod.run(2_000);
    equal(pod.exits.get('lonely')?.exitCode, 1);
    match(pod.logOf('lonely'), /Error -3 connecting to redis:6379\. Temporary failure in name resolution\./);
  });
});
