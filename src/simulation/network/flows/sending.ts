import type { FlowBranch } from './flowBranch.ts';

/** What the clients of a flow are to do from now on. */
export interface SendingPlan {
  /** Requests in a millisecond that are to be sent; without end as fast as the clients can. */
  readonly ratePerMs: number;
  /** Until the next plan. */
  readonly tickMs: number;
  /** More than this they cannot send, requests in a millisecond: their own processor time does not allow it. */
  readonly mostPerMs: number;
}

/** How the clients of a flow use connections: what they send to whom. */
export interface Sending {
  /** Requests that should have been sent and were not. */
  readonly due: number;
  /** Lets the time since the last plan pass: how many requests were sent. */
  settle(nowMs: number): number;
  plan(plan: SendingPlan): void;
  /** The server behind a branch takes nothing new any more; what waits there it may still answer. */
  closed(branch: FlowBranch): void;
  /** A request was sent to a branch outside of the plan. */
  countExtra(branch: FlowBranch): void;
  /** Nobody wants those any more that are due. */
  dropDue(): number;
}
