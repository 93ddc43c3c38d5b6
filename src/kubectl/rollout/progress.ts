import type { DaemonSet, Deployment, StatefulSet } from '../../api/generated/objects.ts';
import type { KubernetesObject } from '../../api/objects.ts';
import { commandError } from '../commandError.ts';
import { revisionAnnotation } from './revisions.ts';

/** How far a rollout has come, in kubectl's words (`polymorphichelpers/rollout_status.go`). */
export interface RolloutProgress {
  readonly text: string;
  readonly done: boolean;
}

/**
 * Reads the progress off the object; a rollout that has failed ends the command, and so does one of another revision than
 * the wanted. 0 wants the newest, and only a Deployment knows its revision.
 */
export function rolloutProgress(object: KubernetesObject, wantedRevision: number): RolloutProgress {
  switch (object.kind) {
    case 'Deployment':
      if (wantedRevision > 0) requireRevision(object, wantedRevision);
      return deploymentProgress(object as Deployment);
    case 'DaemonSet':
      return daemonSetProgress(object as DaemonSet);
    case 'StatefulSet':
      return statefulSetProgress(object as StatefulSet);
    default:
      throw commandError(`no status viewer has been implemented for ${object.kind ?? ''}`);
  }
}

function requireRevision(object: KubernetesObject, wanted: number): void {
  const running = Number(object.metadata?.annotations?.[revisionAnnotation] ?? 0);
  if (running !== wanted) {
    throw commandError(`desired revision (${wanted}) is different from the running revision (${running})`);
  }
}

function waiting(text: string): RolloutProgress {
  return { text, done: false };
}

function done(text: string): RolloutProgress {
  return { text, done: true };
}

function observed(object: KubernetesObject & { status?: { observedGeneration?: number } }): boolean {
  return (object.metadata?.generation ?? 0) <= (object.status?.observedGeneration ?? 0);
}

function deploymentProgress(deployment: Deployment): RolloutProgress {
  if (!observed(deployment)) return waiting('Waiting for deployment spec update to be observed...');
  const { spec, status = {} } = deployment;
  const name = JSON.stringify(deployment.metadata?.name ?? '');
  if (status.conditions?.some((one) => one.type === 'Progressing' && one.reason === 'ProgressDeadlineExceeded')) {
    throw commandError(`deployment ${name} exceeded its progress deadline`);
  }
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0 } = status;
  const start = `Waiting for deployment ${name} rollout to finish:`;
  const wanted = spec?.replicas ?? 1;
  if (updatedReplicas < wanted)
    return waiting(`${start} ${updatedReplicas} out of ${wanted} new replicas have been updated...`);
  if (replicas > updatedReplicas)
    return waiting(`${start} ${replicas - updatedReplicas} old replicas are pending termination...`);
  if (availableReplicas < updatedReplicas) {
    return waiting(`${start} ${availableReplicas} of ${updatedReplicas} updated replicas are available...`);
  }
  return done(`deployment ${name} successfully rolled out`);
}

function daemonSetProgress(daemonSet: DaemonSet): RolloutProgress {
  if (daemonSet.spec?.updateStrategy?.type !== 'RollingUpdate') throw onlyRollingUpdate();
  if (!observed(daemonSet)) return waiting('Waiting for daemon set spec update to be observed...');
  const name = JSON.stringify(daemonSet.metadata?.name ?? '');
  const { updatedNumberScheduled = 0, desiredNumberScheduled = 0, numberAvailable = 0 } = daemonSet.status ?? {};
  const start = `Waiting for daemon set ${name} rollout to finish:`;
  if (updatedNumberScheduled < desiredNumberScheduled) {
    return waiting(`${start} ${updatedNumberScheduled} out of ${desiredNumberScheduled} new pods have been updated...`);
  }
  if (numberAvailable < desiredNumberScheduled) {
    return waiting(`${start} ${numberAvailable} of ${desiredNumberScheduled} updated pods are available...`);
  }
  return done(`daemon set ${name} successfully rolled out`);
}

function statefulSetProgress(statefulSet: StatefulSet): RolloutProgress {
  const { spec, status } = statefulSet;
  if (spec?.updateStrategy?.type !== 'RollingUpdate') throw onlyRollingUpdate();
  if (!status?.observedGeneration || !observed(statefulSet)) {
    return waiting('Waiting for statefulset spec update to be observed...');
  }
  const wanted = spec.replicas ?? 1;
  const {
    readyReplicas = 0,
    updatedReplicas = 0,
    currentReplicas = 0,
    updateRevision = '',
    currentRevision = '',
  } = status;
  if (readyReplicas < wanted) return waiting(`Waiting for ${wanted - readyReplicas} pods to be ready...`);
  const { rollingUpdate } = spec.updateStrategy;
  // A partition of 0, which the server adds, is one for kubectl too.
  if (rollingUpdate) {
    const { partition } = rollingUpdate;
    if (partition !== undefined && updatedReplicas < wanted - partition) {
      return waiting(
        `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${wanted - partition} new pods have been updated...`,
      );
    }
    return done(`partitioned roll out complete: ${updatedReplicas} new pods have been updated...`);
  }
  if (updateRevision !== currentRevision) {
    return waiting(
      `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${updateRevision}...`,
    );
  }
  return done(`statefulset rolling update complete ${currentReplicas} pods at revision ${currentRevision}...`);
}

function onlyRollingUpdate() {
  return commandError('rollout status is only available for RollingUpdate strategy type');
}
