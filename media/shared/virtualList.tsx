// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: the role is chosen by who uses it.
// biome-ignore-all lint/a11y/noStaticElementInteractions: the same.
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import './virtualList.css';

/** Browsers draw no element that is higher than about 33 million pixels; this is far enough below. */
const HIGHEST = 15_000_000;

/** Rows that are drawn above and below what is seen, so that scrolling shows no gap. */
const SPARE = 3;

interface VirtualListProps {
  /** How many rows there are. */
  total: number;
  /** In pixels, the same for all. */
  rowHeight: number;
  /** Draws a row; told where it stands. It must be as high as `rowHeight`. */
  row: (index: number) => ComponentChildren;
  /** Told which rows are drawn, so that they can be fetched: from the first up to but not including the last. */
  onRange?: (from: number, to: number) => void;
  /** A row that must be seen; a new number scrolls there when it is not. */
  shown?: number;
  label: string;
  /** ARIA role of the whole: a list when absent. */
  role?: 'list' | 'rowgroup' | 'listbox';
  /** Of a list box: the id of the option that is chosen, if it is drawn, and what its keys do. */
  activeId?: string | undefined;
  onKeyDown?: (event: KeyboardEvent) => void;
}

/**
 * Any number of rows of one height, of which only those that are seen are drawn. Beyond what a browser can draw, the
 * scroll bar stands for more rows than it has pixels.
 */
export function VirtualList({
  total,
  rowHeight,
  row,
  onRange,
  shown,
  label,
  role = 'list',
  activeId,
  onKeyDown,
}: VirtualListProps) {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);
  const whole = total * rowHeight;
  const drawn = Math.min(whole, HIGHEST);
  const scale = drawn > height ? (whole - height) / (drawn - height) : 1;
  const virtualTop = top * scale;
  const from = Math.max(0, Math.floor(virtualTop / rowHeight) - SPARE);
  const to = Math.min(total, Math.ceil((virtualTop + height) / rowHeight) + SPARE);

  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const found = entry?.contentRect.height ?? 0;
      // A page that is hidden has no height.
      if (found > 0) setHeight(found);
    });
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);

  useEffect(() => onRange?.(from, to), [from, to, total]);

  useLayoutEffect(() => {
    if (shown === undefined || !box.current) return;
    const rowTop = shown * rowHeight;
    const isAbove = rowTop < virtualTop;
    const isBelow = rowTop + rowHeight > virtualTop + height;
    if (!isAbove && !isBelow) return;
    const wanted = isAbove ? rowTop : rowTop + rowHeight - height;
    box.current.scrollTop = wanted / scale;
  }, [shown]);

  const rows = [];
  for (let index = from; index < to; index++) {
    rows.push(
      <div
        key={index}
        class="virtual-row"
        role={role === 'listbox' ? 'presentation' : undefined}
        style={{
          height: `${rowHeight}px`,
          transform: `translateY(${index * rowHeight - virtualTop + top}px)`,
        }}
      >
        {row(index)}
      </div>,
    );
  }
  return (
    <div
      class="virtual-list"
      ref={box}
      role={role}
      aria-label={label}
      aria-activedescendant={activeId}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onScroll={event => setTop(event.currentTarget.scrollTop)}
    >
      <div
        class="virtual-space"
        role={role === 'listbox' ? 'presentation' : undefined}
        style={{ height: `${drawn}px` }}
      >
        {rows}
      </div>
    </div>
  );
}
