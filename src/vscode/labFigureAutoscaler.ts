import type { Event, HorizontalPodAutoscaler } from '../api/generated/objects.ts';
import { type KindInfo, servedKind } from '../api/kinds.ts';
import { pathOf } from '../api/route.ts';
import { refusalOf } from '../api/status.ts';
import { autoscalerDiagram } from '../diagrams/autoscaling/autoscalerDiagram.ts';
import type { AutoscalerSight, ScaleTarget } from '../diagrams/autoscaling/autoscalerSight.ts';
import type { CheckContext } from '../labs/checkContext.ts';
import type { AutoscalerReference } from '../labs/lab.ts';
import type { FigureView } from '../webview/labMessages.ts';
import { scaleTargetKinds } from './diagramAutoscalerLive.ts';

/** What a HorizontalPodAutoscaler did, as a chart, with the look that a lab's figure is about. */
export async function autoscalerFigure(of: AutoscalerReference, context: CheckContext): Promise<FigureView> {
  const { hpa: name, replicas, namespace = context.namespace } = of;
  const hpa = await get<HorizontalPodAutoscaler>(context, servedKind('HorizontalPodAutoscaler'), namespace, name);
  if (!hpa) return { type: 'none', text: `There is no HPA ${name} to draw now.` };
  const { kind = '', name: targetName = '' } = hpa.spec?.scaleTargetRef ?? {};
  const isKnown = scaleTargetKinds.some((one) => one === kind);
  const target = isKnown ? await get<ScaleTarget>(context, servedKind(kind), namespace, targetName) : undefined;
  const events = context.hpaRecords ? [] : await eventsOf(context, namespace, name);
  const sight = { hpa, events, ...(target && { target }), ...recordsOf(context, namespace, name) };
  const explained = autoscalerDiagram(sight, replicas === undefined ? {} : { replicas });
  return { type: 'chart', title: `HPA ${name}, which scales ${kind} ${targetName}`, ...explained };
}

function recordsOf({ hpaRecords, loads, control, nowMs }: CheckContext, namespace: string, name: string): Times {
  const time = control?.time();
  return {
    nowMs: nowMs(),
    ...(hpaRecords && { records: hpaRecords(namespace, name) }),
    ...(loads && { loads: loads() }),
    ...(time && { startMs: time.nowMs - time.elapsedMs }),
  };
}

type Times = Pick<AutoscalerSight, 'nowMs' | 'records' | 'loads' | 'startMs'>;

async function get<T>(
  { client }: CheckContext,
  kind: KindInfo,
  namespace: string,
  name: string,
): Promise<T | undefined> {
  const response = await client.send({ method: 'GET', path: pathOf(kind, namespace, name) });
  return refusalOf(response) ? undefined : (response.body as T);
}

async function eventsOf({ client }: CheckContext, namespace: string, name: string): Promise<Event[]> {
  const fieldSelector = `involvedObject.kind=HorizontalPodAutoscaler,involvedObject.name=${name}`;
  const response = await client.send({
    method: 'GET',
    path: pathOf(servedKind('Event'), namespace),
    query: { fieldSelector },
  });
  return refusalOf(response) ? [] : (response.body as { items: Event[] }).items;
}
