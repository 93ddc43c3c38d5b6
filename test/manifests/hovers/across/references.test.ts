import { checkAcross, deployment } from './checkAcross.ts';

const settings =
  'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata:\n  mode: fast\n  long: |\n    ``` a\n    b\n';
const keys = 'apiVersion: v1\nkind: Secret\nmetadata: { name: keys }\nstringData: { token: hush }\n';
const files = { 'settings.yaml': settings, 'keys.yaml': keys };

function pod(spec: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [{ name: app, image: x }], ${spec} }\n`;
}

function variable(source: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [{ name: app, image: x, env: [{ name: X, valueFrom: { ${source} } }] }] }\n`;
}

describe('hovers over references', () => {
  it('show what a ConfigMap holds', () => {
    checkAcross(variable('configMapKeyRef: { name: $0settings, key: mode }'), files, [
      '`ConfigMap settings` in `settings.yaml`: the keys `mode` and `long`.',
    ]);
    checkAcross(variable('configMapKeyRef: { name: settings, key: $0mode }'), files, ['```text\nfast\n```']);
    checkAcross(variable('configMapKeyRef: { name: settings, key: $0long }'), files, ['````text\n``` a\nb\n````']);
    checkAcross(variable('configMapKeyRef: { name: settings, key: $0mood }'), files, [
      '**`ConfigMap settings` has no key `mood`.** It has `mode` and `long`.',
    ]);
    checkAcross(pod('volumes: [{ name: v, configMap: { name: $0settings } }]'), files, ['the keys `mode` and `long`']);
  });

  it('never show what a Secret holds', () => {
    checkAcross(
      variable('secretKeyRef: { name: $0keys, key: token }'),
      files,
      ['`Secret keys` in `keys.yaml`: the key `token`.'],
      [/hush/],
    );
    checkAcross(
      variable('secretKeyRef: { name: keys, key: $0token }'),
      files,
      ['The key `token` of `Secret keys`'],
      [/hush/],
    );
  });

  it('say what is not there, unless a cluster has it by itself', () => {
    checkAcross(variable('configMapKeyRef: { name: $0other, key: a, optional: true }'), files, [
      'These manifests have no `ConfigMap other` in the Namespace `default`. It is optional',
    ]);
    checkAcross(pod('serviceAccountName: $0robot'), files, ['no `ServiceAccount robot`']);
    checkAcross(pod('serviceAccountName: $0default'), files, ['**serviceAccountName**'], [/These manifests/]);
    checkAcross(
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: a }\nspec: { storageClassName: $0manual }\n',
      files,
      ['**storageClassName**'],
      [/These manifests/],
    );
    const claim =
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data }\nspec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 2Gi } } }\n';
    checkAcross(pod('volumes: [{ name: v, persistentVolumeClaim: { claimName: $0data } }]'), { 'claim.yaml': claim }, [
      '`PersistentVolumeClaim data` in `claim.yaml`: `2Gi` and `ReadWriteOnce`.',
    ]);
  });

  it('tell who uses what is defined', () => {
    const env = 'env: [{ name: X, valueFrom: { configMapKeyRef: { name: settings, key: mode } } }]';
    const web = {
      'web.yaml': deployment(
        'web',
        'app: web',
        `containers: [{ name: app, image: x, ${env} }], volumes: [{ name: v, configMap: { name: settings } }]`,
      ),
    };
    checkAcross(settings.replace('settings', '$0settings'), web, [
      'Used by `Deployment web` in `web.yaml` (`env` and `volumes`).',
    ]);
    checkAcross(settings.replace('  mode', '  $0mode'), web, [
      'The key `mode` is read by `Deployment web` in `web.yaml` (`env`).',
    ]);
    checkAcross(keys.replace('keys', '$0keys'), web, ['No manifest around uses it.'], [/hush/]);
    const hpa =
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: scaler }\nspec: { scaleTargetRef: { kind: Deployment, name: web }, minReplicas: 2, maxReplicas: 6 }\n';
    const budget = (share: string) =>
      `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: pdb }\nspec: { ${share}, selector: { matchLabels: { app: web } } }\n`;
    checkAcross(deployment('$0web', 'app: web'), { 'hpa.yaml': hpa, 'pdb.yaml': budget('minAvailable: 1') }, [
      'Scaled by `HorizontalPodAutoscaler scaler` in `hpa.yaml`.',
      'Its Pods are selected by `PodDisruptionBudget pdb` in `pdb.yaml`.',
    ]);
  });

  it('reckon a budget for the Pods that it selects', () => {
    const budget = (share: string) =>
      `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: pdb }\nspec: { ${share}, selector: { matchLabels: { app: web } } }\n`;
    const web = { 'web.yaml': deployment('web', 'app: web') };
    checkAcross(budget('minAvailable: $050%'), web, ['for `Deployment web`: of 3 Pods 1 may be evicted at a time']);
    checkAcross(budget('maxUnavailable: $050%'), web, ['of 3 Pods 2 may be evicted at a time']);
    checkAcross(budget('minAvailable: $03'), web, ['of 3 Pods **none** may be evicted at a time']);
    const hpa =
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: s }\nspec: { scaleTargetRef: { kind: Deployment, name: web }, minReplicas: 2, maxReplicas: 6 }\n';
    checkAcross(budget('minAvailable: $02'), { ...web, 'hpa.yaml': hpa }, [
      'of 2 Pods **none** may be evicted at a time; of 6 Pods 4 may be evicted at a time',
      '`HorizontalPodAutoscaler s` sets their number',
    ]);
  });
});
