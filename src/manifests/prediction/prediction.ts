import type { FieldPath } from '../../api/field.ts';
import type { ManifestDocument } from '../manifestFile.ts';

/** One manifest that is to be tried out, and the file that it stands in, by any name that the caller knows it by. */
export interface TriedManifest {
  readonly file: string;
  readonly document: ManifestDocument;
  /** Where it goes when it names no Namespace itself; `default` unless given. */
  readonly namespace?: string;
}

/** Requests (HTTP, GET /) that come to a Service from inside of the cluster, evenly, for ten minutes from the moment when it has an endpoint. */
export interface PredictedLoad {
  readonly requestsPerSecond: number;
  readonly service: { readonly namespace: string; readonly name: string };
}

/** What is to be tried out. */
export interface PredictionInput {
  /**
   * In any order: they are applied in the order of their dependence (Namespaces, configuration, Services, workloads,
   * autoscalers). What is no Kubernetes object is left out without a word; of templates and kinds that the cluster does not
   * serve `limits` speaks, and of a text that is no YAML the summary says that it cannot be applied.
   */
  readonly documents: readonly TriedManifest[];
  /** The index of the manifest that was asked about: where not all can be tried, those around it are. The first unless given. */
  readonly near?: number;
  /** Without it nothing is sent to the Services. */
  readonly load?: PredictedLoad;
  /** How many Nodes the throwaway cluster has, each with 4 cores and 8 GiB, of which the first also runs the control plane; 2 unless given. */
  readonly nodes?: number;
  /** When the cluster's time begins, as milliseconds since 1970, which the next run of a CronJob is reckoned from; a fixed moment unless given. */
  readonly startTimeMs?: number;
}

/** `error`: it will not work. `warning`: it works, and not as meant, or not always. `info`: what happens. */
export type PredictionSeverity = 'info' | 'warning' | 'error';

/** Something that happens to a place in a manifest's text. */
export interface PredictionNote {
  readonly file: string;
  /** The index of the manifest in `PredictionInput.documents`. */
  readonly document: number;
  /** The field that it is about, which the manifest has or which its nearest written parent stands for (`rangeOf`). */
  readonly path: FieldPath;
  readonly part: 'key' | 'value';
  readonly severity: PredictionSeverity;
  /** Begins with `prediction/`: `prediction/never-ready`. */
  readonly code: string;
  /** A few words for the end of the line: `ready after 12 s`. One line, at most {@link maxTitleLength} characters. */
  readonly title: string;
  /** Some sentences, plain text: what happens, why, and what to do about it. At most {@link maxDetailLength} characters. */
  readonly detail: string;
}

/** Something that happened at a moment. */
export interface TimelineEntry {
  /** Virtual milliseconds since the first manifest was applied. */
  readonly atMs: number;
  /** Whom it happened to: `Pod web-5d8f…`, `Service web`. */
  readonly subject: string;
  readonly text: string;
}

/** What became of one manifest, in a sentence: `3 of 3 Pods ready after 14 s`. */
export interface PredictionSummary {
  readonly file: string;
  /** The index of the manifest in `PredictionInput.documents`. */
  readonly document: number;
  /** `Deployment shop/web`; the namespace is left out where it is `default`. */
  readonly subject: string;
  /** The worst that is noted about it. */
  readonly severity: PredictionSeverity;
  readonly text: string;
}

/** What came of a trial. */
export interface Prediction {
  /** In the order of the manifests, and of the places in each. */
  readonly notes: readonly PredictionNote[];
  /** Oldest first. */
  readonly timeline: readonly TimelineEntry[];
  /** One for each manifest that was tried, in the order of `PredictionInput.documents`. */
  readonly summaries: readonly PredictionSummary[];
  /** What the trial left out or cut off, a sentence each; empty where it was all. */
  readonly limits: readonly string[];
  /** How much virtual time was tried out, in milliseconds since the first manifest was applied. */
  readonly ranMs: number;
}

/**
 * A trial that goes on in slices, so that the host stays awake; whoever drops it cancels it. Nothing of it depends on the
 * slices: the same input gives the same prediction.
 */
export interface PredictionRun {
  /** About how much of the trial is done, 0 to 1; it never goes back. */
  readonly part: number;
  /** Works on while `hasTime` says so, and does at least one step: some milliseconds, a few tens for the first and the last. Never throws for what stands in a manifest. */
  runSlice(hasTime: () => boolean): 'more' | 'done';
  /** What came of it; before it is done, what has been seen so far. */
  result(): Prediction;
}

/** UTF-16 units of a note's title and detail. */
export const maxTitleLength = 80;
export const maxDetailLength = 1_000;
