import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hoverAt } from '../../../../src/manifests/hover.ts';
import { readManifests } from '../../../../src/manifests/manifestFile.ts';
import { ManifestSet } from '../../../../src/manifests/manifestSet.ts';
import { deployment } from './checkAcross.ts';

const whole = [
  deployment(
    'web',
    'app: web, tier: front',
    'containers: [{ name: app, image: x, ports: [{ name: http, containerPort: 80 }] }]',
  ),
  'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { clusterIP: None, selector: { app: web }, ports: [{ name: http, port: 80, targetPort: http }] }\n',
  'apiVersion: v1\nkind: Secret\nmetadata: { name: keys }\nstringData: { token: hush-hush }\n',
  'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [{ name: app, image: x, env: [{ name: URL, value: "http://web.default:80" }, { name: T, valueFrom: { secretKeyRef: { name: keys, key: token } } }] }] }\n',
  'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec: { scaleTargetRef: { kind: Deployment, name: web }, maxReplicas: 9, metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }] }\n',
  'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { minAvailable: 50%, selector: { matchExpressions: [{ key: app, operator: In, values: [web] }] } }\n',
  'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec: { defaultBackend: { service: { name: web, port: { name: http } } } }\n',
].join('---\n');

describe('hovers across manifests in any text', () => {
  it('are bounded, know the file around, and keep a Secret’s value to themselves', () => {
    const odd = fc.constantFrom(
      '',
      ':',
      ' ',
      '{',
      '}',
      '*a',
      '&a ',
      '-1',
      '99999999999',
      'null',
      '`',
      '|',
      '<b>',
      '__proto__: ',
      '%',
    );
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(12), odd, fc.nat(whole.length), (cut, length, put, offset) => {
        const text = whole.slice(0, cut) + put + whole.slice(cut + length);
        const file = readManifests(text);
        const around = { set: new ManifestSet([['a.yaml', file]], { world: 'closed' }), file: 'a.yaml' };
        const hover = hoverAt(file, offset, { around });
        if (!hover) return;
        assert.ok(hover.markdown.length < 20_000);
        assert.ok(!hover.markdown.includes('<b>') || /`[^`]*<b>[^`]*`/.test(hover.markdown), hover.markdown);
        if (text.includes('stringData: { token: hush-hush }'))
          assert.ok(!hover.markdown.includes('hush-hush'), hover.markdown);
      }),
      { numRuns: 250 },
    );
  });
});
