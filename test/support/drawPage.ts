import type { ComponentChildren, VNode } from 'preact';

/**
 * What a page's view draws, as markup with sorted attributes. Functions and listeners are left out. For views without
 * hooks; those with a state of their own are seen in the end-to-end tests.
 */
export function drawPage(children: ComponentChildren): string {
  if (children === null || children === undefined || typeof children === 'boolean') return '';
  if (Array.isArray(children)) return children.map(drawPage).join('');
  if (typeof children !== 'object') return String(children);
  const { type, props } = children as VNode<Record<string, unknown>>;
  const { children: inner, ...attributes } = props as Record<string, unknown>;
  if (typeof type === 'string') {
    const words = Object.entries(attributes)
      .filter(([, value]) => typeof value !== 'function' && value !== undefined && value !== false)
      .map(([name, value]) => (value === true ? name : `${name}="${value}"`));
    return `<${[type, ...words.sort()].join(' ')}>${drawPage(inner as ComponentChildren)}</${type}>`;
  }
  const component = type as unknown as {
    (given: unknown): ComponentChildren;
    prototype?: { render?: () => ComponentChildren };
  };
  const isFragment = component.name === '' || component.name === 'Fragment' || component.name === 'k';
  if (component.prototype?.render) {
    return drawPage(component.prototype.render.call({ props } as never));
  }
  return isFragment ? drawPage(inner as ComponentChildren) : drawPage(component(props));
}
