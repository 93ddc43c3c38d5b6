import { choice, type Fields, hole, type Shape } from '../shape.ts';
import type { Subject } from '../subject.ts';
import { container } from './containerShapes.ts';
import { labelsOfPods } from './labelShapes.ts';
import type { ShapeTable, VariantTable } from './shapeTable.ts';

const selector = (subject: Subject) => ({ matchLabels: labelsOfPods(subject) });
const template = (subject: Subject) => ({
  metadata: { labels: labelsOfPods(subject) },
  spec: { containers: [container] },
});
const templateOfJob = {
  spec: { restartPolicy: choice('Never', 'OnFailure'), containers: [container] },
} satisfies Fields;
const few: Fields = { maxSurge: hole('25%'), maxUnavailable: hole('25%') };

function resource(name: 'resource' | 'containerResource', more: Fields = {}): Fields {
  return { [name]: { name: choice('cpu', 'memory'), ...more, target: utilization } };
}

const utilization: Fields = { type: 'Utilization', averageUtilization: hole(50) };
const perPod: Fields = {
  metric: { name: hole('http_requests_per_second') },
  target: { type: 'AverageValue', averageValue: hole('10') },
};
const policy: Shape = [{ type: choice('Percent', 'Pods'), value: hole(100), periodSeconds: hole(15) }];

export const workloadShapes: ShapeTable = {
  'ReplicaSet.spec': (subject) => ({ selector: selector(subject), template: template(subject) }),
  'ReplicationController.spec': (subject) => ({ selector: labelsOfPods(subject), template: template(subject) }),
  'DeploymentSpec.selector': selector,
  'ReplicaSetSpec.selector': selector,
  'StatefulSetSpec.selector': selector,
  'DaemonSetSpec.selector': selector,
  'ReplicationControllerSpec.selector': labelsOfPods,
  'DeploymentSpec.template': template,
  'ReplicaSetSpec.template': template,
  'StatefulSetSpec.template': template,
  'DaemonSetSpec.template': template,
  'ReplicationControllerSpec.template': template,
  'JobSpec.template': templateOfJob,
  'CronJobSpec.schedule': hole('0 * * * *'),
  'CronJobSpec.jobTemplate': { spec: { template: templateOfJob } },
  'DeploymentSpec.strategy': { type: 'RollingUpdate', rollingUpdate: few },
  'DeploymentStrategy.rollingUpdate': few,
  'StatefulSetSpec.updateStrategy': { type: choice('RollingUpdate', 'OnDelete') },
  'DaemonSetSpec.updateStrategy': { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: hole(1) } },
  'StatefulSetSpec.volumeClaimTemplates': [
    {
      metadata: { name: hole('data') },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: hole('1Gi') } } },
    },
  ],
  'JobSpec.podFailurePolicy': {
    rules: [{ action: choice('FailJob', 'Ignore', 'Count'), onExitCodes: { operator: 'In', values: [hole(42)] } }],
  },
  'HorizontalPodAutoscalerSpec.scaleTargetRef': { apiVersion: 'apps/v1', kind: 'Deployment', name: hole() },
  'HorizontalPodAutoscalerSpecV1.scaleTargetRef': { apiVersion: 'apps/v1', kind: 'Deployment', name: hole() },
  'HorizontalPodAutoscalerSpec.metrics': [{ type: 'Resource', ...resource('resource') }],
  'HorizontalPodAutoscalerSpec.behavior': {
    scaleDown: { stabilizationWindowSeconds: hole(300), policies: policy },
  },
  'HPAScalingRules.policies': policy,
  'MetricSpec.resource': { name: choice('cpu', 'memory'), target: utilization },
  'MetricSpec.containerResource': { name: choice('cpu', 'memory'), container: hole(), target: utilization },
  'MetricSpec.pods': perPod,
  'ResourceMetricSource.target': utilization,
  'ContainerResourceMetricSource.target': utilization,
  'PodDisruptionBudgetSpec.selector': { matchLabels: { app: hole() } },
};

export const workloadVariants: VariantTable = {
  'DeploymentSpec.strategy': { Recreate: { type: 'Recreate' } },
  'HorizontalPodAutoscalerSpec.metrics': {
    ContainerResource: [{ type: 'ContainerResource', ...resource('containerResource', { container: hole() }) }],
    Pods: [{ type: 'Pods', pods: perPod }],
  },
};
