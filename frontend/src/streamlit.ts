// What Streamlit (components v2) hands to a component. The function is called again whenever the data or the
// theme change, always with the same parent element; what it returns is called when the component goes away.

export interface Component<Data> {
  data: Data;
  parentElement: HTMLElement | ShadowRoot;
  setStateValue(name: string, value: unknown): void;
  setTriggerValue(name: string, value: unknown): void;
}

export type Cleanup = () => void;

/** One instance for each parent element: made on the first call, updated on the later ones. */
export function mounted<Data, Instance extends { update(component: Component<Data>): void; destroy(): void }>(
  make: (component: Component<Data>) => Instance,
): (component: Component<Data>) => Cleanup {
  const instances = new WeakMap<object, Instance>();
  return (component) => {
    const parent = component.parentElement;
    const known = instances.get(parent);
    if (known) {
      known.update(component);
    } else {
      instances.set(parent, make(component));
    }
    return () => {
      instances.get(parent)?.destroy();
      instances.delete(parent);
    };
  };
}

/** An element with attributes and children; strings become text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
