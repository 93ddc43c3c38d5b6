import { volumesOf } from '../../volumes.ts';
import { choice, type Fields, hole } from '../shape.ts';
import type { Subject } from '../subject.ts';
import { firstPort } from './firstPort.ts';
import type { ShapeTable, VariantTable } from './shapeTable.ts';

/** A container as it begins. */
export const container: Fields = { name: hole(), image: hole() };

const httpGet = (subject: Subject) => ({ path: hole('/'), port: hole(firstPort(subject)) });
const tcpSocket = (subject: Subject) => ({ port: hole(firstPort(subject)) });
const exec: Fields = { command: ['cat', hole('/tmp/healthy')] };
const grpc: Fields = { port: hole(9090) };
const every: Fields = { periodSeconds: hole(10) };
const untilStarted: Fields = { periodSeconds: hole(5), failureThreshold: hole(30) };

const keyOfConfigMap: Fields = { name: hole(), key: hole() };
const fieldOfPod: Fields = {
  fieldPath: choice('metadata.name', 'metadata.namespace', 'status.podIP', 'spec.nodeName'),
};

export const containerShapes: ShapeTable = {
  'Container.command': ['sh', '-c', hole()],
  'Container.args': [hole()],
  'Container.ports': (subject) => [{ containerPort: hole(firstPort(subject)) }],
  'Container.env': [{ name: hole(), value: hole() }],
  'Container.envFrom': [{ configMapRef: { name: hole() } }],
  'Container.resources': {
    requests: { cpu: hole('100m'), memory: hole('128Mi') },
    limits: { cpu: hole('500m'), memory: hole('128Mi') },
  },
  'ResourceRequirements.requests': { cpu: hole('100m'), memory: hole('128Mi') },
  'ResourceRequirements.limits': { cpu: hole('500m'), memory: hole('128Mi') },
  'Container.livenessProbe': (subject) => ({ httpGet: httpGet(subject), ...every }),
  'Container.readinessProbe': (subject) => ({ httpGet: httpGet(subject), ...every }),
  'Container.startupProbe': (subject) => ({ httpGet: httpGet(subject), ...untilStarted }),
  'Probe.httpGet': httpGet,
  'Probe.tcpSocket': tcpSocket,
  'Probe.exec': exec,
  'Probe.grpc': grpc,
  'Container.volumeMounts': ({ value, pods }) => [{ name: hole(firstVolume(value, pods)), mountPath: hole('/data') }],
  'Container.lifecycle': { preStop: { sleep: { seconds: hole(5) } } },
  'LifecycleHandler.exec': { command: ['sh', '-c', hole()] },
  'LifecycleHandler.httpGet': httpGet,
  'EnvVar.valueFrom': { configMapKeyRef: keyOfConfigMap },
  'EnvVarSource.configMapKeyRef': keyOfConfigMap,
  'EnvVarSource.secretKeyRef': keyOfConfigMap,
  'EnvVarSource.fieldRef': fieldOfPod,
  'EnvVarSource.resourceFieldRef': {
    resource: choice('limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'),
  },
  'EnvFromSource.configMapRef': { name: hole() },
  'EnvFromSource.secretRef': { name: hole() },
  'SecurityContext.capabilities': { drop: ['ALL'] },
  'SecurityContext.seccompProfile': { type: 'RuntimeDefault' },
};

export const containerVariants: VariantTable = {
  'Container.env': {
    'from a ConfigMap': [{ name: hole(), valueFrom: { configMapKeyRef: keyOfConfigMap } }],
    'from a Secret': [{ name: hole(), valueFrom: { secretKeyRef: keyOfConfigMap } }],
    'from the Pod': [{ name: hole('POD_NAME'), valueFrom: { fieldRef: fieldOfPod } }],
  },
  'Container.envFrom': { 'a Secret': [{ secretRef: { name: hole() } }] },
  'Container.livenessProbe': {
    exec: { exec, ...every },
    tcpSocket: (subject) => ({ tcpSocket: tcpSocket(subject), ...every }),
    grpc: { grpc, ...every },
  },
  'Container.readinessProbe': {
    exec: { exec, ...every },
    tcpSocket: (subject) => ({ tcpSocket: tcpSocket(subject), ...every }),
    grpc: { grpc, ...every },
  },
  'Container.startupProbe': {
    exec: { exec, ...untilStarted },
    tcpSocket: (subject) => ({ tcpSocket: tcpSocket(subject), ...untilStarted }),
    grpc: { grpc, ...untilStarted },
  },
  'Container.lifecycle': { 'a command': { preStop: { exec: { command: ['sh', '-c', hole()] } } } },
  'Container.securityContext': {
    restricted: {
      allowPrivilegeEscalation: false,
      runAsNonRoot: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
  },
  'EnvVar.valueFrom': {
    secretKeyRef: { secretKeyRef: keyOfConfigMap },
    fieldRef: { fieldRef: fieldOfPod },
  },
};

/** The volume that a new mount most likely means. */
function firstVolume(value: unknown, pods: Subject['pods']): string {
  return (pods && volumesOf(value, pods.specPath)[0]?.name) ?? '';
}
