import type { ControllerRevision, Job, Pod, ReplicaSet, ReplicationController } from '../../api/generated/objects.ts';
import {
  controllerRevisionKind,
  jobKind,
  podKind,
  replicaSetKind,
  replicationControllerKind,
} from '../apiserver/knownKinds.ts';
import type { Store } from '../apiserver/store.ts';
import type { ComponentContext } from '../component.ts';
import { ControlledObjects } from './controlledObjects.ts';
import { CronJobController } from './cronJob/cronJobController.ts';
import { DaemonSetController } from './daemonSet/daemonSetController.ts';
import { DeploymentController } from './deployment/deploymentController.ts';
import { DisruptionController } from './disruption/disruptionController.ts';
import { JobController } from './job/jobController.ts';
import { PodGarbageCollector } from './podGarbageCollector.ts';
import { ReplicaSetController } from './replicaSet/replicaSetController.ts';
import { replicaSets, replicationControllers } from './replicaSet/replicated.ts';
import { StatefulSetController } from './statefulSet/statefulSetController.ts';
import { TtlAfterFinished } from './ttlAfterFinished.ts';

/** Starts the controllers of the workloads, which share what they know of the Pods. */
export function startWorkloadControllers(context: (component: string) => ComponentContext, store: Store): void {
  const pods = new ControlledObjects<Pod>(store, podKind);
  const sets = new ControlledObjects<ReplicaSet>(store, replicaSetKind);
  const controllers = new ControlledObjects<ReplicationController>(store, replicationControllerKind);
  const jobs = new ControlledObjects<Job>(store, jobKind);
  new DeploymentController(context('deployment-controller'), sets, pods);
  new ReplicaSetController(context('replicaset-controller'), replicaSets, sets, pods);
  new ReplicaSetController(context('replication-controller'), replicationControllers, controllers, pods);
  new JobController(context('job-controller'), jobs, pods);
  const revisions = new ControlledObjects<ControllerRevision>(store, controllerRevisionKind);
  new DaemonSetController(context('daemonset-controller'), store, pods, revisions);
  new StatefulSetController(context('statefulset-controller'), store, pods, revisions);
  new CronJobController(context('cronjob-controller'), jobs);
  new TtlAfterFinished(context('ttl-after-finished-controller'), jobs);
  new DisruptionController(context('disruption-controller'), store, pods);
  new PodGarbageCollector(context('pod-garbage-collector'));
}
