import { checkAcross, deployment } from './checkAcross.ts';

function service(selector: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec:\n  selector: { ${selector} }\n`;
}

describe('hovers over selectors and labels', () => {
  it('name the workloads whose Pods are selected, and how many there are', () => {
    const files = {
      'web.yaml': deployment('web', 'app: web'),
      'a.yaml':
        'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: logs }\nspec: { template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }\n',
    };
    checkAcross(service('$0app: web'), files, [
      'Of these manifests it selects `Deployment web` (3 Pods) in `web.yaml` and `DaemonSet logs` (a Pod on each Node) in `a.yaml`.',
    ]);
    const budget =
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: a }\nspec: { sele$0ctor: { matchLabels: { app: web } } }\n';
    checkAcross(budget, files, ['selects `Deployment web` (3 Pods)']);
    const policy =
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: a }\nspec: { podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: $0web } } }] }] }\n';
    checkAcross(policy, files, ['selects `Deployment web` (3 Pods)']);
  });

  it('tell which label keeps a selector from the nearest Pods', () => {
    const files = { 'web.yaml': deployment('web', 'app: web, tier: front') };
    checkAcross(service('app: $0web, tier: back'), files, [
      'Selects no Pod of these manifests.',
      'the Pods of `Deployment web`, where 1 of 2 match',
      '`tier=back` (it has `tier=front`)',
    ]);
    const away = files['web.yaml'].replace('{ name: web }', '{ name: web, namespace: other }');
    checkAcross(service('$0app: web'), { 'web.yaml': away }, ['in the Namespace `other`', 'only its own, `default`']);
  });

  it('tell who selects the Pods with a label, and that a workload’s own labels are others', () => {
    const files = { 'service.yaml': service('app: web') };
    const web = deployment('web', 'app: web, tier: front');
    checkAcross(web.replace('labels: { app', 'labels: { $0app'), files, [
      'The label `app=web` is asked for by its own selector and `Service web` in `service.yaml`.',
    ]);
    checkAcross(web.replace('{ labels: {', '{ la$0bels: {'), files, [
      'These Pods are selected by its own selector and `Service web`',
    ]);
    checkAcross(web.replace('{ name: web }', '{ name: web, labels: { $0app: web } }'), files, [
      'Labels of the workload itself.',
    ]);
    const lonely =
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a, labels: { $0app: lonely } }\nspec: { containers: [] }\n';
    checkAcross(lonely, files, ['No selector of these manifests asks for `app`.']);
  });

  it('warn of a selector that fits another workload’s Pods, too', () => {
    const web = deployment('web', 'app: web').replace('selector:', 'sele$0ctor:');
    checkAcross(web, {}, ['The labels of its own template fit.'], [/So do/]);
    checkAcross(web, { 'b.yaml': deployment('b', 'app: web') }, ['**So do those of `Deployment b`**']);
  });

  it('say nothing without a look around', () => {
    checkAcross(service('$0app: web'), {}, ['Selects no Pod of these manifests.', 'No Pod is labelled `app=web`.']);
  });
});
