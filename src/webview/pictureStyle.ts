/**
 * The style of the pictures, which mermaid puts into the SVG: texts are set with it before they are measured, on any page.
 * Widths come from the layout; colours are the words of `media/tokens.css`.
 */
export const pictureStyle = `
.label p, .cluster-label p {
  margin: 0;
  text-align: left;
  white-space: normal;
  overflow-wrap: anywhere;
  line-height: 1.4;
}
.container .nodeLabel p { width: var(--box-text); }
.volume .nodeLabel p { width: var(--volume-text); text-align: center; }
.cluster-label p { max-width: var(--title-text); }
.together > .cluster-label p { max-width: var(--lower-title-text); }
.map-service .nodeLabel p { width: var(--service-text); }
.map-slice .nodeLabel p { width: var(--slice-text); }
.map-target .nodeLabel p { width: var(--target-text); }
.map-missed .nodeLabel p { width: var(--missed-text); }
.edgeLabel, .edgeLabel p { background-color: var(--behind, var(--background)); }
.edgeLabel p {
  width: max-content;
  max-width: var(--arrow-text);
  padding: 1px 3px;
  white-space: normal;
  overflow-wrap: anywhere;
  line-height: 1.3;
  font-size: 0.94em;
}
.pod > .cluster-label p { font-weight: 700; font-size: 1.1em; }
.cluster rect { rx: 6px; ry: 6px; fill: none; }
.cluster.pod > rect { stroke-width: 2px; }
.cluster.network > rect { fill: color-mix(in srgb, var(--link) 9%, var(--background)); }
.cluster:is(.before, .together, .volumes) > rect { stroke-opacity: var(--group-line, 0.55); }
.flowchart-link { stroke-width: 1.5px; }
.node.pending :is(rect, path), .cluster.pending > rect { stroke: var(--pending); }
.node.running :is(rect, path), .cluster.running > rect { stroke: var(--running); }
.node.ready :is(rect, path), .cluster.ready > rect { stroke: var(--ready); }
.node.failed :is(rect, path), .cluster.failed > rect { stroke: var(--failed); }
.node.ready :is(rect, path, polygon) { stroke: var(--ready); }
.node:is(.nobody, .notReady) :is(rect, path, polygon) { stroke: var(--failed); fill: none; }
.node.terminating :is(rect, path, polygon) { stroke: var(--pending); }
.node.planned rect { stroke: var(--pending); fill: none; }
.node.missed rect { stroke-opacity: var(--group-line, 0.75); fill: none; }
.cluster.missed > rect { stroke-opacity: var(--group-line, 0.55); }
.node.map-slice:not(.nobody) polygon { stroke-opacity: var(--group-line, 0.75); }
.actor-line { stroke-opacity: var(--group-line, 0.55); }
.messageText { stroke: none; }
.marked > :is(rect, path, polygon).label-container, .marked > rect.actor, .cluster.node.ready :is(rect, path, polygon) { stroke: var(--ready); }
.node:is(.nobody, .notReady) :is(rect, path, polygon) { stroke: var(--failed); fill: none; }
.node.terminating :is(rect, path, polygon) { stroke: var(--pending); }
.node.planned rect { stroke: var(--pending); fill: none; }
.node.missed rect { stroke-opacity: var(--group-line, 0.75); fill: none; }
.cluster.missed > rect { stroke-opacity: var(--group-line, 0.55); }
.node.map-slice:not(.nobody) polygon { stroke-opacity: var(--group-line, 0.75); }
.actor-line { stroke-opacity: var(--group-line, 0.55); }
.messageText { stroke: none; }
.marked > rect, path.marked { stroke: var(--focus); stroke-width: 3px; }
`;
