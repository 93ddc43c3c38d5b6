import type { Container, ResourceRequirements } from '../../api/generated/objects.ts';
import type { ContainerExit, RunningContainer } from '../containers/runtime.ts';
import type { Timer } from '../timeline.ts';
import type { ObservedContainer, ProbeVerdict } from './podActions.ts';

export type ContainerRole = 'init' | 'regular' | 'ephemeral';

/** One life of a container: what the runtime keeps of it. A restart makes a new record. */
export interface ContainerRecord {
  readonly name: string;
  readonly role: ContainerRole;
  /** 64 hexadecimal digits. */
  readonly id: string;
  readonly image: string;
  readonly imageId: string;
  readonly restartCount: number;
  readonly createdAtMs: number;
  startedAtMs: number;
  /** What it runs with: its spec's, until that is changed in place. */
  resources: ResourceRequirements;
  /** Missing when it could not be started. */
  running: RunningContainer | undefined;
  /** Will send SIGKILL when the grace period is over. */
  killTimer: Timer | undefined;
  /** Its preStop hook was begun, or it was asked to end: neither is done twice. */
  preStopBegun: boolean;
  stopSignalled: boolean;
  /** To be told of its end. */
  whenExited: (() => void) | undefined;
  /** What its probes say of it, each from when it first says something. */
  readonly verdicts: { startup?: ProbeVerdict; liveness?: ProbeVerdict; readiness?: ProbeVerdict };
  exit: (ContainerExit & { readonly finishedAtMs: number }) | undefined;
}

/** Why a container does not start; shown as `state.waiting`. */
export interface WaitingReason {
  readonly reason: string;
  readonly message: string;
}

/** A container of the spec with its lives and what keeps it from the next one. */
export class ContainerSlot {
  /** As the newest version of the Pod has it: the image may change. */
  spec: Container;
  readonly role: ContainerRole;
  newest: ContainerRecord | undefined;
  /** The life before, kept for `logs --previous` and `lastState`. */
  previous: ContainerRecord | undefined;
  waiting: WaitingReason | undefined;

  /** When the last life ended that had ended before the present sync: back-off counts from there. */
  exitSeenMs: number | undefined;

  constructor(spec: Container, role: ContainerRole) {
    this.spec = spec;
    this.role = role;
  }

  get name(): string {
    return this.spec.name;
  }

  get isRunning(): boolean {
    return this.newest !== undefined && this.newest.exit === undefined;
  }

  /** As `podActions` wants it. */
  observe(): ObservedContainer | undefined {
    const record = this.newest;
    if (!record) return undefined;
    if (record.exit) return { name: this.name, state: 'exited', exitCode: record.exit.exitCode };
    const { startup, liveness } = record.verdicts;
    return {
      name: this.name,
      state: 'running',
      ...(startup && { startup }),
      ...(liveness && { liveness }),
      changed: record.image !== this.spec.image,
    };
  }

  /** Where the kubelet reads the state of the containers for a sync. */
  noteExit(): void {
    this.exitSeenMs = this.newest?.exit?.finishedAtMs ?? this.previous?.exit?.finishedAtMs;
  }

  begin(record: ContainerRecord): void {
    this.previous = this.newest;
    this.newest = record;
    this.waiting = undefined;
  }
}

const specFields = { init: 'initContainers', regular: 'containers', ephemeral: 'ephemeralContainers' } as const;

/** The field path that events about a container carry. */
export function eventFieldPath(slot: ContainerSlot): string {
  return `spec.${specFields[slot.role]}{${slot.name}}`;
}
