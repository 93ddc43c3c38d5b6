/**
 * How one run of a probe ended. A `warning` counts as success and is told in an event; an `error` says nothing about
 * the container and is thrown away (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#probe-outcome).
 */
export interface ProbeOutcome {
  readonly result: 'success' | 'warning' | 'failure' | 'error';
  /** What the event says. */
  readonly output: string;
}

/** The most that the kubelet keeps of a response's body or a command's output. */
export const maxOutputBytes = 10 * 1024;
