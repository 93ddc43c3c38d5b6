const templateWords = /\{\{-?\s*(\.(Values|Release|Chart|Files|Capabilities)\b|(include|tpl|toYaml|template|define)\s)/;

/** True where a text says by its own words that it wants to be a Kubernetes object, even when it is half written. */
export function looksLikeManifest(text: string): boolean {
  return /(^|[{,])[ \t]*["']?apiVersion["']?[ \t]*:/m.test(text) && /(^|[{,])[ \t]*["']?kind["']?[ \t]*:/m.test(text);
}

/** True for Helm's templates: they become manifests only when they are rendered. */
export function looksLikeTemplate(text: string): boolean {
  return templateWords.test(text) || /^[ \t]*\{\{[^\n]*\}\}[ \t\r]*$/m.test(text);
}
