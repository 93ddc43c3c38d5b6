import { checkDiagnostics } from './markedYaml.ts';

const containers = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n';

describe('what is underlined', () => {
  it('is the dash of an item of which no more is written', () =>
    checkDiagnostics(`${containers}  - name: app
    image: example.com/app:1
  -
  ^ api/required: spec.containers[1].name: Required value
  ^ api/required: spec.containers[1].image: Required value
  - name: other
    image: example.com/app:1
`));

  it('is so once, though the server says some things twice', () =>
    checkDiagnostics(`apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 2
  maxReplicas: 10
  metrics:
  - type: Cpu
          ^^^ api/not-supported: spec.metrics[0].type: Unsupported value: "Cpu"
    resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } }
`));

  it('is what belongs to a key that is left out in braces', () =>
    checkDiagnostics(`apiVersion: v1
kind: ConfigMap
metadata: { name: a, : { app: web } }
                         ^^^^^^^^ schema/unknown-field: unknown field "metadata.null"
`));

  it('is a space that is no ordinary one, too', () =>
    checkDiagnostics(`${containers}  - name: \u00a0
          ^ api/invalid: spec.containers[0].name: Invalid value
    image: example.com/app:1
`));
});
