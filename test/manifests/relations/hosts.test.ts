import { checkRelations } from '../markedYaml.ts';

const service = (name: string, namespace: string, spec = 'selector: { app: shop }') => `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { ${spec}, ports: [{ port: 80, targetPort: 8080 }] }
---
`;
const shopPods = (name: string, namespace: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec: { containers: [{ name: app, image: x:1, ports: [{ containerPort: 8080 }] }] }
---
`;
const shop = service('shop', 'prod') + shopPods('shop-app', 'prod');

/** A Pod in Namespace `test` whose container has these lines. */
const pod = (container: string, spec = '') => `apiVersion: v1
kind: Pod
metadata: { name: caller, namespace: test }
spec:
${spec}  containers:
    - name: app
      image: x:1
${container}    - name: helper
      image: x:1
`;
const env = (value: string, name = 'X') =>
  pod(`      env:\n        - { name: SHOP, value: a }\n        - name: ${name}\n          value: ${value}\n`);
/** A mark below the words of an env value that begin after so many of its letters. */
const under = (before: number, length: number, words: string) =>
  `\n${' '.repeat(17 + before)}${'^'.repeat(length)} relation/unresolvable-host: ${words}`;

describe('a host name', () => {
  it('resolves where its Service is, in every form', () => {
    for (const name of ['shop.prod', 'shop.prod.svc', 'shop.prod.svc.cluster.local', 'shop.prod.svc.cluster.local.'])
      checkRelations(shop + env(`http://${name}/cart`));
    checkRelations(shop + env('http://shop/cart').replaceAll('namespace: test', 'namespace: prod'));
  });

  it('that is short does not resolve in another Namespace', () => {
    const words =
      "Service shop is in Namespace prod, and a short name is looked up only in the Pod's own Namespace, test. From here shop.prod works.";
    for (const world of ['closed', 'open'] as const) {
      checkRelations(shop + env(`http://shop:80/cart${under(7, 4, words)}`), world);
      checkRelations(shop + env(`shop:80${under(0, 4, words)}`), world);
      checkRelations(shop + env(`shop${under(0, 4, words)}`, 'SHOP_HOST'), world);
    }
  });

  it('that is short may be meant for where its user is, in an open world', () =>
    checkRelations(shop + env('http://shop').replaceAll(', namespace: test', ''), 'open'));

  it('of a container beside it is localhost', () => {
    for (const world of ['closed', 'open'] as const) {
      checkRelations(env(`http://helper:9000${under(7, 6, 'write localhost')}`), world);
      checkRelations(env(`helper:9000${under(0, 6, 'write localhost')}`), world);
    }
    checkRelations(env('helper'));
    checkRelations(service('helper', 'test') + shopPods('a', 'test') + env('http://helper'));
  });

  it('of a workload is none', () => {
    checkRelations(
      shop.replaceAll('namespace: prod', 'namespace: test') +
        env(`http://shop-app${under(7, 8, 'Service shop leads to them: write shop.')}`),
    );
    checkRelations(shopPods('web', 'test') + env(`http://web:8080${under(7, 3, 'Add a Service called web.')}`));
    checkRelations(shopPods('web', 'test') + env('http://web:8080'), 'open');
    checkRelations(shopPods('web', 'test') + env('web'));
  });

  it('may be misspelt', () => {
    checkRelations(
      shop.replaceAll('namespace: prod', 'namespace: test') + env(`http://shpo${under(7, 4, 'Did you mean shop?')}`),
      'open',
    );
    checkRelations(shop + env(`http://shpo.prod${under(7, 9, 'Did you mean shop?')}`));
    checkRelations(shop + env(`http://shop.prdo${under(7, 9, 'Did you mean shop.prod?')}`));
    checkRelations(shop + env(`http://shpo.prod.svc.cluster.local:80${under(7, 27, 'Did you mean shop?')}`));
    checkRelations(shop + env('shpo:8080'));
  });

  it('may have a wrong Namespace, none, or no svc', () => {
    checkRelations(shop + env(`http://shop.test${under(7, 9, 'write shop.prod')}`));
    checkRelations(shop + env(`shop.test.svc.cluster.local${under(0, 27, 'it is in prod')}`));
    checkRelations(shop + env(`shop.svc.cluster.local${under(0, 22, 'write shop.prod.svc.cluster.local')}`));
    checkRelations(shop + env(`shop.prod.cluster.local${under(0, 23, 'have svc between')}`));
  });

  it('may be missing in a closed world', () => {
    checkRelations(env(`http://database:5432${under(7, 8, 'There is no Service database in Namespace test')}`));
    checkRelations(env(`database${under(0, 8, 'There is no Service database')}`, 'DB_HOST'));
    checkRelations(env(`database.test.svc${under(0, 17, 'does not resolve')}`));
    checkRelations(env('http://database:5432'), 'open');
  });

  it('is not an outside name, an address, a variable or a word', () => {
    const texts = [
      'http://example.com',
      'https://api.github.com:443/x',
      'http://127.0.0.1:8080',
      'http://[::1]:8080',
      'http://localhost:8080',
      'http://$(SHOP):80',
      `"http://\${SHOP}.prod:80"`,
      'http://shop-$(SHOP):80',
      'shop',
      '"12:30"',
      'redis:7',
      'nginx:1.27',
      'unix:///var/run/shop.sock',
      's3://shop/key',
      'http://kubernetes.default.svc',
      'https://kubernetes.default.svc.cluster.local',
      'http://metrics-server.kube-system.svc',
      'info:8080',
      'com.shop.Main:8080',
      '"{\\"shop\\": 8080}"',
    ];
    for (const text of texts) checkRelations(shop + env(text));
    checkRelations(shop + env('shop', 'ALLOWED_HOSTS'));
    checkRelations(shop + env('shop:80', 'APP_IMAGE'));
    checkRelations(shop + env('.svc,.cluster.local,shop.svc.cluster.local', 'NO_PROXY'));
    checkRelations(shop + env('test.svc.cluster.local', 'SEARCH'));
  });

  it('may be the Pod’s own, or one that its spec gives', () => {
    const asks = '      env: [{ name: X, value: "http://shop:80" }]\n';
    for (const spec of [
      '  hostname: shop\n  setHostnameAsFQDN: true\n',
      '  hostAliases: [{ ip: 10.0.0.1, hostnames: [shop] }]\n',
      '  dnsPolicy: None\n  dnsConfig: { nameservers: [10.0.0.1] }\n',
      '  dnsConfig: { searches: [prod.svc.cluster.local] }\n',
    ])
      checkRelations(shop + pod(asks, spec));
    checkRelations(shop + env('http://caller:80'));
  });

  it('is found in scripts, at the right one of two places', () =>
    checkRelations(
      shop +
        pod(`      command:
        - sh
        - -c
        - |
          # shop is not meant here, nor is wget shop
          echo shop; until nc -z shop 80; do sleep 1; done
                                 ^^^^ relation/unresolvable-host: shop.prod works
          wget -qO- -T 5 shop/cart | grep shop
                         ^^^^ relation/unresolvable-host: shop.prod works
          curl -s -H 'Host: shop' -o shop http://shop/cart
                                                 ^^^^ relation/unresolvable-host: shop.prod works
          if ! timeout 5 ping -c 1 shop > shop; then nslookup "shop"; fi
                                   ^^^^ relation/unresolvable-host: shop.prod works
                                                               ^^^^ relation/unresolvable-host: shop.prod works
          ip=$(getent hosts shop)
                            ^^^^ relation/unresolvable-host: shop.prod works
          mysql -u shop -hshop shop
                          ^^^^ relation/unresolvable-host: shop.prod works
          redis-cli -h shop -p 80 get shop
                       ^^^^ relation/unresolvable-host: shop.prod works
          nc -l -p 8080 shop
          wget localhost:80/shop; nc 10.0.0.1 80; ping localhost
`),
    ));

  it('is found in command lines and in flags', () => {
    checkRelations(
      shop +
        pod(`      command:
        - nc
        - -z
        - shop
          ^^^^ relation/unresolvable-host: shop.prod works
        - "80"
`),
    );
    checkRelations(
      shop +
        pod(`      args:
        - --upstream=shop:80
                     ^^^^ relation/unresolvable-host: shop.prod works
        - --name=shop
        - --bind-host=shop
        - --server
        - shop.test
          ^^^^^^^^^ relation/unresolvable-host: write shop.prod
        - shop
`),
    );
  });

  it('is found in lists, probes and hooks', () => {
    checkRelations(shop + env(`a.example.com:80,shop:80${under(17, 4, 'shop.prod works')}`, 'BROKERS'));
    checkRelations(
      shop +
        pod(`      readinessProbe:
        exec:
          command: [wget, -qO-, "http://shop/ready"]
                                        ^^^^ relation/unresolvable-host: shop.prod works
`),
    );
  });
});

describe('the name of a StatefulSet’s Pod', () => {
  const database = (serviceName: string, clusterIP: string) => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: test }
spec:
${serviceName}  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: app, image: x:1 }] }
---
${service('db', 'test', `selector: { app: db }${clusterIP}`).replace(', targetPort: 8080', '')}`;

  it('needs its headless Service', () => {
    const right = database('  serviceName: db\n', ', clusterIP: None');
    checkRelations(right + env('http://db-0.db:80'));
    checkRelations(right + env('http://db-0.db.test.svc.cluster.local:80'));
    for (const world of ['closed', 'open'] as const)
      checkRelations(right + env(`http://db-0:80${under(7, 4, 'its name in DNS is db-0.db.')}`), world);
    checkRelations(
      database('', ', clusterIP: None') + env(`http://db-0.db:80${under(7, 7, 'has no serviceName, not db')}`),
    );
    checkRelations(
      database('', '') + env(`http://db-0.db:80${under(7, 7, 'does not exist: Service db has a cluster IP')}`),
    );
  });
});

describe('a port of a Service', () => {
  const at = (text: string, before: number, length: number, words: string) =>
    `${text}\n${' '.repeat(17 + before)}${'^'.repeat(length)} relation/unknown-service-port: ${words}`;

  it('must be one that it offers', () => {
    checkRelations(shop + env('http://shop.prod:80'));
    checkRelations(shop + env('http://shop.prod'));
    checkRelations(
      shop +
        env(
          at(
            'http://shop.prod:9090',
            7,
            14,
            'Service shop has no port 9090, so nothing answers there. Its ports are 80.',
          ),
        ),
    );
    checkRelations(shop + env(at('http://shop.prod:8080', 7, 14, '8080 is the port of its Pods; the Service')));
    checkRelations(shop + env(at('https://shop.prod', 8, 9, 'no port 443')));
    checkRelations(shop + env(at('shop.prod:8080', 0, 14, 'no port 8080')));
  });

  it('is the Pod’s own behind a headless Service', () =>
    checkRelations(
      service('shop', 'prod', 'clusterIP: None, selector: { app: shop }').replace(', targetPort: 8080', '') +
        shopPods('a', 'prod').replace('8080', '80') +
        env('http://shop.prod:9090'),
    ));

  it('of an Ingress must be one, too', () =>
    checkRelations(`${shop}apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: site, namespace: prod }
spec:
  defaultBackend: { service: { name: shop, port: { number: 80 } } }
  rules:
    - http:
        paths:
          - path: /a
            pathType: Prefix
            backend:
              service:
                name: shop
                port:
                  number: 8080
                          ^^^^ relation/unknown-service-port: Service shop has no port 8080, so the Ingress answers with an error. Its ports are 80.
          - path: /b
            pathType: Prefix
            backend:
              service:
                name: shop
                port:
                  name: http
                        ^^^^ relation/unknown-service-port: no port http
`));
});
