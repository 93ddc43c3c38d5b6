/** What a kernel allows its container's processes, and what it counts for them. */
export const kernelLimits = {
  /** Processor time of a process in one instant, microseconds; then virtual time must pass for it. */
  sliceMicros: 1000,
  /** Processor time of one system call, microseconds (a guess of the right order; Linux needs 0.1 to 10). */
  syscallMicros: 5,
  /** One that computes without pause works ever longer between its slices, up to 2^6 ms: it costs the host less. */
  maxBusySlices: 6,
  /** What a small program holds in memory beside the pages that it shares with others: busybox' shell needs this much. */
  processBytes: 512 * 1024,
  /** Linux' own value; a Pod's `sysctls` may say another. */
  unprivilegedPortStart: 1024,
  /** Processes and threads of one container, as a `pids.max` of its cgroup. */
  maxProcesses: 512,
} as const;
