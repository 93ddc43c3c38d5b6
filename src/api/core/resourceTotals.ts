import type { Container, PodSpec } from '../generated/objects.ts';
import { addQuantities, compareQuantities, parseQuantity, type Quantity, quantityOf } from '../quantity.ts';

const nothing = quantityOf(0);

/** How much of a resource the containers of a Pod ask for together (`AggregateContainerRequests`). */
export function totalRequest(spec: PodSpec, name: string): Quantity {
  const requestOf = (container: Container): Quantity =>
    parseQuantity(container.resources?.requests?.[name] ?? '0') ?? nothing;
  let sidecars = nothing;
  let most = nothing;
  for (const container of spec.initContainers ?? []) {
    const together = addQuantities(sidecars, requestOf(container));
    if (container.restartPolicy === 'Always') sidecars = together;
    if (compareQuantities(together, most) > 0) most = together;
  }
  const running = (spec.containers ?? []).reduce(
    (sum, container) => addQuantities(sum, requestOf(container)),
    sidecars,
  );
  return compareQuantities(running, most) > 0 ? running : most;
}
