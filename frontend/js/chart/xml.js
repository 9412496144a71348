// zrender's tree of a drawing as well-formed XML. ECharts' own writer puts attribute values into the text
// as they are: a quoted font name breaks it, and a hostile one could break out of it.

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text) => String(text).replace(/[&<>"]/g, (letter) => ENTITIES[letter]);

export function toXml({ tag, attrs = {}, children = [], text }) {
  const attributes = Object.entries(attrs)
    .filter(([, value]) => value !== false && value !== undefined && value !== null)
    .map(([name, value]) => ` ${name}="${escaped(value === true ? name : value)}"`);
  return `<${tag}${attributes.join('')}>${escaped(text ?? '')}${(children ?? []).map(toXml).join('')}</${tag}>`;
}
