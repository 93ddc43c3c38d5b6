import { equal, match } from 'node:assert/strict';
import { Directory, FileBudget } from '../../../../src/simulation/containers/filesystem.ts';
import { ImageSession } from './imageSession.ts';

describe('The image postgres', () => {
  const withPassword = { env: { POSTGRES_PASSWORD: 'secret' } };

  it('does not start without a password, and says why', () => {
    const pod = new ImageSession();
    pod.serve('db', 'postgres:16');
    pod.run(2_000);
    equal(pod.exits.get('db')?.exitCode, 1);
    const log = pod.logOf('db');
    match(
      log,
      /^Error: Database is uninitialized and superuser password is not specified\.\n {7}You must specify POSTGRES_PASSWORD/,
    );
  });

  it('initializes, becomes ready, and ends by its STOPSIGNAL SIGINT with 0', () => {
    const pod = new ImageSession();
    equal(pod.serve('db', 'postgres:16', withPassword).stopSignal, 'SIGINT');
    pod.run(1_000);
    equal(pod.exec('db', ['pg_isready']).output, '/var/run/postgresql:5432 - no response\n');
    pod.run(5_000);
    const log = pod.logOf('db');
    match(log, /PostgreSQL init process complete; ready for start up\./);
    match(log, /^2026-11-22 16:00:\d\d\.\d{3} UTC \[1\] LOG: {2}database system is ready to accept connections$/m);
    const ready = pod.exec('db', ['pg_isready', '-U', 'postgres']);
    equal(ready.output, '/var/run/postgresql:5432 - accepting connections\n');
    equal(ready.exitCode, 0);
    equal(pod.endBy('db', 'stop'), 0);
    match(pod.logOf('db'), /received fast shutdown request[\s\S]*database system is shut down/);
  });

  it('says of each variant how it was built', () => {
    const started = (image: string) => {
      const pod = new ImageSession();
      pod.serve('db', image, withPassword);
      pod.run(6_000);
      return { pod, line: /LOG: {2}starting (.*)/.exec(pod.logOf('db'))?.[1] };
    };
    const debian = 'on x86_64-pc-linux-gnu, compiled by gcc (Debian';
    equal(started('postgres:17').line, `PostgreSQL 17.6 (Debian 17.6-1.pgdg13+1) ${debian} 14.2.0-19) 14.2.0, 64-bit`);
    equal(
      started('postgres:17.6-bookworm').line,
      `PostgreSQL 17.6 (Debian 17.6-1.pgdg12+1) ${debian} 12.2.0-14+deb12u1) 12.2.0, 64-bit`,
    );
    equal(
      started('postgres:16.4').line,
      `PostgreSQL 16.4 (Debian 16.4-1.pgdg120+1) ${debian} 12.2.0-14+deb12u1) 12.2.0, 64-bit`,
    );
    const { pod, line } = started('postgres:17-alpine');
    equal(line, 'PostgreSQL 17.6 on x86_64-pc-linux-musl, compiled by gcc (Alpine 14.2.0) 14.2.0, 64-bit');
    match(pod.logOf('db'), /default time zone \.\.\. UTC\n/);
    match(pod.logOf('db'), /sh: locale: not found\n.* WARNING: {2}no usable system locales were found\n/);
    equal(pod.exec('db', ['psql', '-U', 'postgres', '-tAc', 'SELECT version()']).output, `${line}\n`);
    equal(
      pod.exec('db', ['sh', '-c', 'cut -d: -f1,3 /etc/passwd; ls /etc/alpine-release; which bash; echo $PG_VERSION'])
        .output,
      'root:0\npostgres:70\n/etc/alpine-release\n17.6\n',
    );
    match(started('postgres:alpine').line ?? '', /^PostgreSQL 18\.0 on x86_64-pc-linux-musl/);
  });

  it('answers psql, and knows its users', () => {
    const pod = new ImageSession();
    pod.serve('db', 'postgres:16', { env: { ...withPassword.env, POSTGRES_USER: 'app', POSTGRES_DB: 'shop' } });
    pod.run(5_000);
    const ask = (...words: string[]) => pod.ask('postgres:16', ['psql', '-h', '127.0.0.1', ...words], 1_000);
    equal(ask('-U', 'app', '-d', 'shop', '-c', 'SELECT 1').output, ' ?column? \n----------\n        1\n(1 row)\n\n');
    equal(ask('-U', 'app', 'shop', '-tAc', 'select current_user').exitCode, 0);
    const stranger = ask('-U', 'nobody', '-c', 'SELECT 1');
    match(stranger.output, /FATAL: {2}role "nobody" does not exist/);
    equal(stranger.exitCode, 2);
    match(
      ask('-U', 'app', '-d', 'shop', '-c', 'SELECT * FROM orders').output,
      /ERROR: {2}Pod Labs simulates SELECT of values only/,
    );
    const byIp = (password: string) =>
      pod.ask('postgres:16', ['psql', '-h', '10.244.0.5', '-U', 'app', '-d', 'shop', '-tAc', 'SELECT 40+2'], 1_000, {
        PGPASSWORD: password,
      });
    equal(byIp('secret').output, '42\n');
    match(byIp('wrong').output, /password authentication failed for user "app"/);
  });

  it('keeps its data in a volume over a restart', () => {
    const pod = new ImageSession();
    const volume = new Directory({ mode: 0o777, budget: new FileBudget() });
    const mounts = [{ path: '/var/lib/postgresql/data', volume, readOnly: false }];
    pod.serve('first', 'postgres:16', { ...withPassword, mounts });
    pod.run(5_000);
    equal(pod.endBy('first', 'stop'), 0);
    pod.serve('second', 'postgres:16', { mounts });
    pod.run(2_000);
    match(pod.logOf('second'), /Database directory appears to contain a database; Skipping initialization/);
    match(pod.logOf('second'), /ready to accept connections/);
  });

  it('cannot share its port', () => {
    const pod = new ImageSession();
    pod.serve('first', 'postgres:16', withPassword);
    pod.serve('second', 'postgres:16', withPassword);
    pod.run(5_000);
    equal(pod.exits.get('second')?.exitCode, 1);
    match(pod.logOf('second'), /could not bind IPv4 address "0\.0\.0\.0": Address already in use/);
  });
});

for (const [image, variable, binary] of [
  ['mysql:8.0', 'MYSQL_ROOT_PASSWORD', 'mysqld'],
  ['mariadb:11.4', 'MARIADB_ROOT_PASSWORD', 'mariadbd'],
] as const) {
  describe(`The image ${image}`, () => {
    it('does not start without a password, and says why', () => {
      const pod = new ImageSession();
      pod.serve('db', image);
      pod.run(1_000);
      equal(pod.exits.get('db')?.exitCode, 1);
      match(
        pod.logOf('db'),
        /\[ERROR\] \[Entrypoint\]: Database is uninitialized and password option is not specified/,
      );
    });

    it('initializes, answers its clients, ends by SIGTERM with 0', () => {
      const pod = new ImageSession();
      pod.serve('db', image, { env: { [variable]: 'secret' } });
      pod.run(1_000);
      const early = pod.exec('db', ['mysqladmin', 'ping'], { waitMs: 100 });
      equal(early.exitCode, 1);
      match(early.output, /Can't connect to local MySQL server through socket/);
      pod.run(12_000);
      match(pod.logOf('db'), new RegExp(`/usr/sbin/${binary}: ready for connections\\.`));
      equal(pod.exec('db', ['mysqladmin', 'ping']).output, 'mysqld is alive\n');
      equal(pod.ask(image, ['mysql', '-h', '127.0.0.1', '-psecret', '-e', 'SELECT 1']).output, '1\n1\n');
      const refused = pod.ask(image, ['mysql', '-h', '127.0.0.1', '-e', 'SELECT 1']);
      equal(refused.output, "ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: NO)\n");
      equal(refused.exitCode, 1);
      equal(pod.endBy('db', 'stop'), 0);
      match(pod.logOf('db'), /Shutdown complete/);
    });
  });
}

describe('The image memcached', () => {
  it('speaks its text protocol, and logs nothing', () => {
    const pod = new ImageSession();
    pod.serve('cache', 'memcached:1.6-alpine');
    pod.run(1_000);
    const script =
      "printf 'set x 0 0 5\\r\\nhello\\r\\nget x\\r\\nincr x 1\\r\\ndelete x\\r\\nget x\\r\\nquit\\r\\n' | nc 127.0.0.1 11211";
    const answer = pod.ask('busybox:1.36', ['sh', '-c', script]).output.replaceAll('\r', '');
    equal(
      answer,
      'STORED\nVALUE x 0 5\nhello\nEND\nCLIENT_ERROR cannot increment or decrement non-numeric value\nDELETED\nEND\n',
    );
    equal(pod.logOf('cache'), '');
    equal(pod.endBy('cache', 'stop'), 0);
  });
});

describe('Services of which the outside is simulated', () => {
  const services: readonly [image: string, ready: RegExp, port: number, exitCode: number][] = [
    ['mongo:7', /"msg":"Waiting for connections"/, 27017, 0],
    ['rabbitmq:3-management', /Server startup complete; 4 plugins started\./, 5672, 0],
    ['cassandra:4.1', /Startup complete/, 9042, 143],
    ['gcr.io/google-samples/cassandra:v13', /Startup complete/, 9042, 143],
    ['zookeeper:3.9', /binding to port 0\.0\.0\.0\/0\.0\.0\.0:2181/, 2181, 143],
    ['apache/kafka:3.9.1', /Kafka Server started/, 9092, 143],
    ['registry.k8s.io/etcd:3.5.1-0', /ready to serve client requests/, 2379, 0],
  ];
  for (const [image, ready, port, exitCode] of services) {
    it(`${image} logs that it is ready, listens on ${port}, ends with ${exitCode}`, () => {
      const pod = new ImageSession();
      pod.serve('server', image);
      pod.run(30_000);
      match(pod.logOf('server'), ready);
      equal(pod.ask('busybox:1.36', ['nc', '-z', '127.0.0.1', String(port)]).exitCode, 0);
      equal(pod.endBy('server', 'stop'), exitCode);
    });
  }

  it('the ZooKeeper of the documentation answers its probe once it runs', () => {
    const pod = new ImageSession();
    pod.serve('zk', 'registry.k8s.io/kubernetes-zookeeper:1.0-3.4.10', {
      command: ['sh', '-c', 'start-zookeeper --servers=3 --client_port=2181'],
    });
    equal(pod.exec('zk', ['sh', '-c', 'zookeeper-ready 2181'], { waitMs: 500 }).exitCode, 1);
    pod.run(10_000);
    equal(pod.exec('zk', ['sh', '-c', 'zookeeper-ready 2181']).exitCode, 0);
  });

  it('wordpress says that its database is missing, and moves on when it is there', () => {
    const pod = new ImageSession();
    pod.serve('wordpress', 'wordpress:6.2.1-apache', {
      env: { WORDPRESS_DB_HOST: '127.0.0.1', WORDPRESS_DB_USER: 'wordpress', WORDPRESS_DB_PASSWORD: 'secret' },
    });
    pod.run(2_000);
    const head = ['sh', '-c', "printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc 127.0.0.1 80"];
    match(pod.ask('busybox:1.36', head).output, /^HTTP\/1\.[01] 500 [\s\S]*Error establishing a database connection/);
    pod.serve('mysql', 'mysql:8.0', {
      env: {
        MYSQL_RANDOM_ROOT_PASSWORD: '1',
        MYSQL_USER: 'wordpress',
        MYSQL_PASSWORD: 'secret',
        MYSQL_DATABASE: 'wordpress',
      },
    });
    pod.run(15_000);
    match(pod.ask('busybox:1.36', head).output, /^HTTP\/1\.[01] 302 [\s\S]*Location: \/wp-admin\/install\.php/);
  });
});
