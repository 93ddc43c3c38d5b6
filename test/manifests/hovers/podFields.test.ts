import { containerPod, pod, says, silentOf } from './hoverCheck.ts';

describe('hover on names of a Pod', () => {
  it('says what a DNS policy does', () => {
    says(pod('  dns$0Policy: Default\n'), 'Not the default!', 'Default: `ClusterFirst`');
    says(
      pod('  dnsPolicy: Cluster$0First\n'),
      '`search default.svc.cluster.local svc.cluster.local cluster.local`',
      '`options ndots:5`',
    );
    says(
      pod('  dns$0Policy: ClusterFirst\n  hostNetwork: true\n'),
      'works like `Default`',
      '`ClusterFirstWithHostNet`',
    );
  });

  it('says what it takes to have a name in DNS', () => {
    says(pod('  host$0name: a\n'), '**DNS does not know that name**');
    says(
      pod('  hostname: a\n  sub$0domain: b\n'),
      '`a.b.default.svc.cluster.local`',
      'a headless Service (`clusterIP: None`) named `b`',
    );
    says(pod('  sub$0domain: b\n'), 'Without a `hostname`');
  });
});

describe('hover on ports of a container', () => {
  it('says that they open nothing', () => {
    says(containerPod('ports: [{ container$0Port: 80 }]'), '**For information only:** it opens nothing');
    says(containerPod('por$0ts: []'), '**For information only:**');
    says(containerPod('ports: [{ hostPo$0rt: 80 }]'), 'at most one such Pod fits on each Node');
  });
});

describe('hover on volumes', () => {
  it('says what becomes of an emptyDir that is too full', () => {
    const volume = (rest: string) => pod(`  volumes:\n    - name: v\n      emptyDir: { ${rest} }\n`);
    says(volume('size$0Limit: 1Gi'), 'evicts the whole Pod', '1,073,741,824 bytes');
    says(volume('size$0Limit: 1Gi, medium: Memory'), 'No space left on device');
    says(volume('medium: Mem$0ory'), 'In memory (tmpfs)');
  });

  it('reads a mode of files in both ways', () => {
    const mode = (text: string) => pod(`  volumes:\n    - name: v\n      configMap: { default$0Mode: ${text} }\n`);
    says(mode('420'), '420 is `0644`: `rw-r--r--`');
    says(mode('0400'), '256 is `0400`: `r--------`');
    silentOf(mode('99999'), /is `0/);
  });

  it('says that a subPath does not follow changes of a ConfigMap', () => {
    const mount = (source: string) =>
      `${containerPod('volumeMounts: [{ name: v, mountPath: /etc/a, sub$0Path: a }]')}  volumes:\n    - name: v\n      ${source}\n`;
    says(mount('configMap: { name: c }'), 'Only `a` of the volume', '**Later changes of the data do not reach it**');
    silentOf(mount('emptyDir: {}'), /Later changes/);
  });
});

describe('hover on a security context', () => {
  it('says who a container is in the end, and what it may do', () => {
    says(
      `${containerPod('security$0Context: { runAsUser: 0, capabilities: { drop: [ALL], add: [CHOWN] } }')}  securityContext: { runAsUser: 7, runAsGroup: 8 }\n`,
      'runs as **root**, group 8',
      'without the capabilities `ALL`',
      'with the capabilities `CHOWN`',
    );
    says(containerPod('security$0Context: { runAsNonRoot: true, runAsUser: 0 }'), '**cannot start**');
    says(pod('  security$0Context: { fsGroup: 5 }\n'), 'belong to the group 5');
  });
});

describe('hover on the place of a Pod', () => {
  it('puts tolerations into words', () => {
    says(
      pod(
        '  tolera$0tions:\n    - { key: gpu, operator: Exists, effect: NoSchedule }\n    - { key: a, value: b, effect: NoExecute, tolerationSeconds: 90 }\n    - { operator: Exists }\n',
      ),
      'it is not drawn to them',
      '- the taint `gpu`, whatever its value, with the effect `NoSchedule`.',
      '- the taint `a=b` with the effect `NoExecute`. If such a taint comes while it runs, it stays for 1 min 30 s.',
      '- all taints with any effect.',
    );
    says(
      'apiVersion: v1\nkind: Node\nmetadata: { name: n }\nspec: { taints: [{ k$0ey: gpu, effect: NoSchedule }] }\n',
      '`gpu:NoSchedule`',
    );
  });

  it('puts affinities into words', () => {
    says(pod('  node$0Selector: { disk: ssd, zone: a }\n'), 'Only Nodes where `disk` is `ssd` and `zone` is `a`');
    const hard = 'requiredDuringSchedulingIgnoredDuringExecution';
    const terms =
      '[{ matchExpressions: [{ key: z, operator: In, values: [a, b] }] }, { matchExpressions: [{ key: gpu, operator: Exists }] }]';
    says(
      pod(`  affinity: { nodeAffinity: { requi$0red${hard.slice(8)}: { nodeSelectorTerms: ${terms} } } }\n`),
      'only Nodes where `z` is `a` or `b`; **or** where there is a label `gpu`',
      'later changes of labels do not move it',
    );
    const near = '{ topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: web } } }';
    says(
      pod(`  affinity: { podAntiAffinity: { requi$0red${hard.slice(8)}: [${near}] } }\n`),
      '**Must** run away from Pods of its own Namespace where `app` is `web` (same Node)',
    );
    says(
      pod(
        '  topologySpread$0Constraints: [{ maxSkew: 2, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: ScheduleAnyway }]\n',
      ),
      'no zone may have more than 2 above the one with the fewest; if possible',
    );
  });
});
