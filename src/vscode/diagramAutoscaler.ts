import * as vscode from 'vscode';
import { autoscalerDiagram, type ChosenLook } from '../diagrams/autoscaling/autoscalerDiagram.ts';
import type { AutoscalerSight } from '../diagrams/autoscaling/autoscalerSight.ts';
import { autoscalerText } from '../diagrams/autoscaling/autoscalerText.ts';
import type { ClusterHost } from './clusterHost.ts';
import { LiveAutoscaler } from './diagramAutoscalerLive.ts';
import { drawMs, type ShownChart, type SubjectListener, type SubjectWatch } from './diagramShown.ts';
import type { AutoscalerSubject } from './diagramSubject.ts';
import { throttle } from './throttle.ts';

/** Follows a HorizontalPodAutoscaler of the cluster, and explains its newest look or a chosen one. */
export function watchAutoscaler(
  subject: AutoscalerSubject,
  cluster: ClusterHost,
  listener: SubjectListener,
): SubjectWatch {
  let chosen: ChosenLook = {};
  const tell = throttle(drawMs, () => {
    const sight = live.sight();
    if (sight) listener.onShown(() => shownChart(subject, sight, chosen));
    else if (cluster.state !== 'starting') listener.onNothing(nothingText(subject, cluster));
  });
  const live = new LiveAutoscaler(subject, cluster, tell.request);
  tell.request();
  const subscription = vscode.Disposable.from(live, { dispose: tell.cancel });
  return {
    look: () => undefined,
    explain(timeMs) {
      chosen = timeMs === undefined ? {} : { timeMs };
      tell.request();
    },
    dispose: () => subscription.dispose(),
  };
}

function shownChart({ name }: AutoscalerSubject, sight: AutoscalerSight, chosen: ChosenLook): ShownChart {
  const diagram = autoscalerDiagram(sight, chosen);
  const { kind = '', name: target = '' } = sight.hpa.spec?.scaleTargetRef ?? {};
  return {
    tab: `HPA ${name}`,
    title: `HPA ${name}, which scales ${kind} ${target}`,
    ...diagram,
    followsNewest: chosen.timeMs === undefined,
    text: autoscalerText(diagram),
  };
}

function nothingText({ name, namespace, manifest }: AutoscalerSubject, { running }: ClusterHost): string {
  if (!running) return 'The practice cluster does not run: start it, and what its autoscalers do is drawn here.';
  const what =
    name === '' ? 'The HorizontalPodAutoscaler has no name yet.' : `There is no HPA ${name} in ${namespace} now.`;
  return manifest === undefined
    ? `${what} It is drawn here as soon as there is one.`
    : `${what} Apply its manifest, and what it does is drawn here.`;
}
