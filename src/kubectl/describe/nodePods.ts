import type { Container, Node, Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import {
  addQuantities,
  formatQuantity,
  parseQuantity,
  type Quantity,
  quantityOf,
  toMilli,
} from '../../api/quantity.ts';
import { formatDuration, parseTime } from '../../api/time.ts';
import type { DescribeText } from './describeText.ts';

type Amounts = Map<string, Quantity>;
type Side = 'requests' | 'limits';

/** What the Pods of a Node ask for and may use, and how much of the Node that is. */
export function describeNodePods(text: DescribeText, node: Node, pods: readonly Stored<Pod>[], nowMs: number): void {
  const allocatable = node.status?.allocatable ?? node.status?.capacity ?? {};
  const share = (amounts: Amounts, name: string) => {
    const amount = amounts.get(name) ?? quantityOf(0);
    const whole = parseQuantity(allocatable[name] ?? '0');
    const percent = whole && toMilli(whole) !== 0 ? Math.trunc((toMilli(amount) / toMilli(whole)) * 100) : 0;
    return `${formatQuantity(amount)} (${percent}%)`;
  };
  text.line(0, 'Non-terminated Pods:', `(${pods.length} in total)`);
  text.line(1, 'Namespace', 'Name', '', 'CPU Requests', 'CPU Limits', 'Memory Requests', 'Memory Limits', 'Age');
  text.line(1, '---------', '----', '', '------------', '----------', '---------------', '-------------', '---');
  const total: Record<Side, Amounts> = { requests: new Map(), limits: new Map() };
  for (const pod of pods) {
    const own = { requests: podAmounts(pod, 'requests'), limits: podAmounts(pod, 'limits') };
    add(total.requests, own.requests);
    add(total.limits, own.limits);
    const age = formatDuration(nowMs - (parseTime(pod.metadata.creationTimestamp) ?? nowMs));
    const { namespace = '', name } = pod.metadata;
    const cells = ['cpu', 'memory'].flatMap((resource) => [share(own.requests, resource), share(own.limits, resource)]);
    text.line(1, namespace, name, '', ...cells, age);
  }
  text.line(0, 'Allocated resources:');
  text.line(1, '(Total limits may be over 100 percent, i.e., overcommitted.)');
  text.line(1, 'Resource', 'Requests', 'Limits');
  text.line(1, '--------', '--------', '------');
  for (const name of ['cpu', 'memory', 'ephemeral-storage']) {
    text.line(1, name, share(total.requests, name), share(total.limits, name));
  }
  const names = Object.keys(allocatable).sort();
  for (const name of names.filter((one) => one.startsWith('hugepages-'))) {
    text.line(1, name, share(total.requests, name), share(total.limits, name));
  }
  for (const name of names.filter((one) => one.includes('/'))) {
    text.line(1, name, amountText(total.requests, name), amountText(total.limits, name));
  }
}

function amountText(amounts: Amounts, name: string): string {
  return formatQuantity(amounts.get(name) ?? quantityOf(0));
}

/** The sum of the containers; what an init container needs at its turn, where that is more; and the overhead. */
function podAmounts({ spec }: Pod, side: Side): Amounts {
  const sum: Amounts = new Map();
  for (const container of spec?.containers ?? []) add(sum, amountsOf(container, side));
  const sidecars: Amounts = new Map();
  const needed: Amounts = new Map();
  for (const container of spec?.initContainers ?? []) {
    const own = amountsOf(container, side);
    if (container.restartPolicy === 'Always') {
      add(sum, own);
      add(sidecars, own);
      atLeast(needed, sidecars);
    } else {
      add(own, sidecars);
      atLeast(needed, own);
    }
  }
  atLeast(sum, needed);
  for (const [name, text] of Object.entries(spec?.resources?.[side] ?? {})) {
    const amount = parseQuantity(text);
    if (amount) sum.set(name, amount);
  }
  for (const [name, text] of Object.entries(spec?.overhead ?? {})) {
    const amount = parseQuantity(text);
    if (amount && (side === 'requests' || sum.has(name))) add(sum, new Map([[name, amount]]));
  }
  return sum;
}

function amountsOf(container: Container, side: Side): Amounts {
  const amounts: Amounts = new Map();
  for (const [name, text] of Object.entries(container.resources?.[side] ?? {})) {
    const amount = parseQuantity(text);
    if (amount) amounts.set(name, amount);
  }
  return amounts;
}

function add(to: Amounts, more: Amounts): void {
  for (const [name, amount] of more) {
    const before = to.get(name);
    to.set(name, before ? addQuantities(before, amount) : amount);
  }
}

function atLeast(to: Amounts, least: Amounts): void {
  for (const [name, amount] of least) {
    const before = to.get(name);
    if (!before || toMilli(before) < toMilli(amount)) to.set(name, amount);
  }
}
