import type { ContainerSlot } from '../containerRecord.ts';
import type { PodContext } from '../podContext.ts';
import { type ProbeKind, ProbeWorker } from './probeWorker.ts';

const kinds: readonly ProbeKind[] = ['startup', 'liveness', 'readiness'];

/**
 * The probes of a Pod's containers
 * (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-probes).
 */
export class PodProbes {
  readonly #context: PodContext;
  #workers: ReadonlyMap<string, Partial<Record<ProbeKind, ProbeWorker>>> | undefined;

  constructor(context: PodContext) {
    this.#context = context;
  }

  /** The Pod's containers are about to be made: their probes tick from now on. `onVerdict` is told of changes. */
  begin(onVerdict: () => void): void {
    if (this.#workers) return;
    const { slots } = this.#context;
    const workers = new Map<string, Partial<Record<ProbeKind, ProbeWorker>>>();
    for (const slot of slots) {
      const ofSlot = this.#workersOf(slot, onVerdict);
      if (ofSlot) workers.set(slot.name, ofSlot);
    }
    this.#workers = workers;
  }

  /** Whether a running container has passed its startup probe; one without has started at once. */
  hasStarted(slot: ContainerSlot): boolean {
    const worker = this.#workers?.get(slot.name)?.startup;
    return !worker || worker.verdict === 'success';
  }

  /** Whether a container that has started is ready by its readiness probe; one without is. */
  isReady(slot: ContainerSlot): boolean {
    const worker = this.#workers?.get(slot.name)?.readiness;
    return !worker || worker.verdict === 'success';
  }

  /** The state of the Pod's containers was reported. One that has started and is not ready yet is probed at once. */
  reported(): void {
    for (const [name, workers] of this.#workers ?? []) {
      const slot = this.#context.slot(name);
      if (!slot) continue;
      const record = slot.newest;
      const hasStarted = this.hasStarted(slot);
      const state = !slot.isRunning ? 'notRunning' : hasStarted ? 'started' : 'running';
      const life = record && ({ record, state } as const);
      for (const kind of kinds) workers[kind]?.reported(life);
      if (state === 'started' && !this.isReady(slot)) workers.readiness?.trigger();
    }
  }

  /** The Pod is being ended: only its readiness is still of interest. */
  stopLivenessAndStartup(): void {
    for (const workers of this.#workers?.values() ?? []) {
      workers.liveness?.stop();
      workers.startup?.stop();
      delete workers.startup;
      delete workers.liveness;
    }
  }

  stop(): void {
    for (const workers of this.#workers?.values() ?? []) for (const kind of kinds) workers[kind]?.stop();
    this.#workers = new Map();
  }

  #workersOf(slot: ContainerSlot, onVerdict: () => void): Partial<Record<ProbeKind, ProbeWorker>> | undefined {
    const { startupProbe, livenessProbe, readinessProbe } = slot.spec;
    if (!startupProbe && !livenessProbe && !readinessProbe) return undefined;
    const worker = (kind: ProbeKind, probe: typeof startupProbe) =>
      probe && {
        [kind]: new ProbeWorker(
          this.#context,
          slot,
          { kind, probe, firstTickMs: this.#firstTickMs(probe.periodSeconds ?? 10) },
          onVerdict,
        ),
      };
    return {
      ...worker('startup', startupProbe),
      ...worker('liveness', livenessProbe),
      ...worker('readiness', readinessProbe),
    };
  }

  /** Now; a kubelet that has only just started spreads the first ticks over the period. */
  #firstTickMs(periodSeconds: number): number {
    const { timeline, random, startedMs } = this.#context.node;
    const isYoung = timeline.nowMs - startedMs < periodSeconds * 1000;
    return timeline.nowMs + (isYoung ? Math.floor(random.fraction() * periodSeconds * 1000) : 0);
  }
}
