import { equal, match, ok } from 'node:assert/strict';
import { Directory, FileBudget } from '../../../../src/simulation/containers/filesystem.ts';
import { ImageSession } from './imageSession.ts';

function redisPod(args: string[] = []): ImageSession {
  const pod = new ImageSession();
  pod.serve('redis', 'redis:7.2', args.length > 0 ? { args: ['redis-server', ...args] } : {});
  pod.run(2_000);
  return pod;
}

const cli = (pod: ImageSession, ...words: string[]) => pod.ask('redis:7.2', ['redis-cli', ...words], 1_000).output;

describe('The image redis', () => {
  it('logs as redis 7, and ends by SIGTERM with 0 after it has saved', () => {
    const pod = redisPod();
    const log = pod.logOf('redis');
    match(log, /^1:C 22 Nov 2026 16:00:00\.\d{3} \* oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo$/m);
    match(log, /Redis version=7\.2\.11, bits=64/);
    match(log, /^1:M 22 Nov 2026 16:00:00\.\d{3} \* Ready to accept connections tcp$/m);
    equal(pod.endBy('redis', 'stop'), 0);
    match(pod.logOf('redis'), /Received SIGTERM scheduling shutdown\.\.\.\n.*User requested shutdown[\s\S]*bye bye/);
  });

  it('answers redis-cli from another container of the Pod', () => {
    const pod = redisPod();
    equal(cli(pod, 'ping'), 'PONG\n');
    equal(cli(pod, 'set', 'greeting', 'hello world'), 'OK\n');
    equal(cli(pod, 'get', 'greeting'), 'hello world\n');
    equal(cli(pod, 'incr', 'hits'), '1\n');
    equal(cli(pod, 'incrby', 'hits', '41'), '42\n');
    equal(cli(pod, 'incr', 'greeting'), 'ERR value is not an integer or out of range\n\n');
    equal(cli(pod, 'rpush', 'fruits', 'apple', 'banana', 'cherry'), '3\n');
    equal(cli(pod, 'lrange', 'fruits', '0', '-1'), 'apple\nbanana\ncherry\n');
    equal(cli(pod, 'lpop', 'fruits'), 'apple\n');
    equal(cli(pod, 'lpush', 'fruits', 'x', 'y'), '4\n');
    equal(cli(pod, 'lrange', 'fruits', '0', '1'), 'y\nx\n');
    equal(cli(pod, 'sadd', 'letters', 'a', 'b', 'a'), '2\n');
    equal(cli(pod, 'smembers', 'letters'), 'a\nb\n');
    equal(cli(pod, 'hset', 'user', 'name', 'Ada', 'age', '36'), '2\n');
    equal(cli(pod, 'hgetall', 'user'), 'name\nAda\nage\n36\n');
    equal(cli(pod, 'get', 'user'), 'WRONGTYPE Operation against a key holding the wrong kind of value\n\n');
    equal(cli(pod, 'keys', 'f*'), 'fruits\n');
    equal(cli(pod, 'del', 'user', 'nobody'), '1\n');
    equal(cli(pod, 'nonsense', 'x'), "ERR unknown command 'nonsense', with args beginning with: 'x' \n\n");
    equal(cli(pod, 'get'), "ERR wrong number of arguments for 'get' command\n\n");
    match(cli(pod, 'info', 'replication'), /role:master/);
    equal(cli(pod, '-n', '1', 'get', 'greeting'), '\n');
  });

  it('forgets keys whose time is over', () => {
    const pod = redisPod();
    cli(pod, 'set', 'short', 'x', 'EX', '5');
    match(cli(pod, 'ttl', 'short'), /^[34]\n$/);
    pod.run(5_000);
    equal(cli(pod, 'ttl', 'short'), '-2\n');
    equal(cli(pod, 'ttl', 'never'), '-2\n');
  });

  it('lets BRPOP wait for an item, and a subscriber hear what is published', () => {
    const pod = redisPod();
    pod.serve('worker', 'redis:7.2', { command: ['redis-cli', 'brpop', 'jobs', '0'] });
    pod.serve('late', 'redis:7.2', { command: ['redis-cli', 'brpop', 'nothing', '2'] });
    pod.serve('listener', 'redis:7.2', { command: ['redis-cli', 'subscribe', 'news'] });
    pod.run(1_000);
    equal(pod.logOf('worker'), '');
    equal(cli(pod, 'lpush', 'jobs', 'job-1'), '1\n');
    equal(pod.logOf('worker'), 'jobs\njob-1\n');
    equal(cli(pod, 'publish', 'news', 'extra'), '1\n');
    equal(pod.logOf('listener'), 'subscribe\nnews\n1\nmessage\nnews\nextra\n');
    pod.run(2_000);
    equal(pod.exits.get('late')?.exitCode, 0);
  });

  it('asks for a password where one is set, and shows people what they expect', () => {
    const pod = redisPod(['--requirepass', 'secret']);
    equal(cli(pod, 'get', 'x'), 'NOAUTH Authentication required.\n\n');
    equal(cli(pod, '-a', 'secret', 'set', 'x', '1'), 'OK\n');
    const terminal = pod.exec('redis', ['redis-cli', '-a', 'secret'], {
      tty: true,
      input: 'get x\nget y\nincr x\nexit\n',
    });
    for (const part of ['127.0.0.1:6379> ', '"1"', '(nil)', '(integer) 2']) ok(terminal.output.includes(part), part);
  });

  it('reads its configuration from a mounted file', () => {
    const pod = new ImageSession();
    const volume = new Directory({ mode: 0o755, budget: new FileBudget() });
    volume.createFile('redis.conf', 0o644, 0, 'maxmemory 2mb\nmaxmemory-policy allkeys-lru\nport 6400\n');
    pod.serve('redis', 'redis:8.0.2', {
      command: ['redis-server', '/redis-master/redis.conf'],
      mounts: [{ path: '/redis-master', volume, readOnly: true }],
    });
    pod.run(1_000);
    equal(cli(pod, '-p', '6400', 'config', 'get', 'maxmemory'), 'maxmemory\n2097152\n');
    equal(cli(pod, '-p', '6400', 'config', 'get', 'maxmemory-policy'), 'maxmemory-policy\nallkeys-lru\n');
  });

  it('follows a master and refuses to write', () => {
    const pod = redisPod();
    cli(pod, 'set', 'before', '1');
    pod.serve('replica', 'redis:7.2', { args: ['redis-server', '--port', '6380', '--replicaof', '127.0.0.1', '6379'] });
    pod.run(2_000);
    cli(pod, 'set', 'after', '2');
    equal(cli(pod, '-p', '6380', 'get', 'before'), '1\n');
    equal(cli(pod, '-p', '6380', 'get', 'after'), '2\n');
    equal(cli(pod, '-p', '6380', 'set', 'x', '3'), "READONLY You can't write against a read only replica.\n\n");
    match(cli(pod, 'info', 'replication'), /connected_slaves:1/);
  });

  it('cannot share its port with a second server of the Pod', () => {
    const pod = redisPod();
    pod.serve('second', 'redis:7.2');
    pod.run(2_000);
    equal(pod.exits.get('second')?.exitCode, 1);
    match(
      pod.logOf('second'),
      /Could not create server TCP listening socket \*:6379: bind: Address already in use\n.*Failed listening on port 6379 \(tcp\), aborting\./,
    );
  });

  it('says where it could not connect', () => {
    const pod = new ImageSession();
    const answer = pod.ask('redis:7.2', ['redis-cli', 'ping']);
    equal(answer.output, 'Could not connect to Redis at 127.0.0.1:6379: Connection refused\n');
    equal(answer.exitCode, 1);
  });
});
