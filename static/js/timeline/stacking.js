/* Where the marks of a lane stand above each other, so that none touches another. All numbers are
 * pixels. Nothing here touches the page. */

export const HEAP_STEP = 7; // px between heaped marks; a document is two of these high
export const COLUMN = 4; // px between heaped marks, side by side
const GAP = 2; // px at least between rounds and what is heaped beneath them
const LEANS = [0, 1, -1, 2, -2, 3, -3]; // columns that a heaped mark may stand beside its own
const TALLEST_GROUP = 44;
const LOWEST_GROUP = 5;

/* Return the numbers of the columns from one pixel to another. */
function columnsOf(from, to) {
  const first = Math.round(from / COLUMN);
  return Array.from({ length: Math.round(to / COLUMN) - first + 1 }, (_, at) => first + at);
}

function raise(heights, column, height) {
  heights.set(column, Math.max(heights.get(column) ?? 0, height));
}

/* Set the `row` of rounds: the leftmost first, each in the first row where it touches no other.
 * Return how far down they reach, by column. */
export function stackRounds(marks, rowHeight) {
  const depths = new Map();
  const rowEnds = [];
  for (const mark of marks.sort((a, b) => a.from - b.from || a.index - b.index)) {
    const free = rowEnds.findIndex((end) => end <= mark.from);
    mark.row = free < 0 ? rowEnds.length : free;
    rowEnds[mark.row] = mark.to;
    for (const column of columnsOf(mark.from, mark.to)) {
      raise(depths, column, (mark.row + 1) * rowHeight);
    }
  }
  return depths;
}

/* Heap statements and documents from the bottom of their lane: set their `row`, and move their
 * `pixel` a few columns aside where this keeps the heap low. Return how high they reach, by column. */
export function heapMarks(marks, { zero, toValue }) {
  const heights = new Map();
  const filled = new Set(); // cells, as "column row"
  const rowsOf = ({ kind }) => (kind === "document" ? 2 : 1);
  const inOrder = (a, b) => rowsOf(b) - rowsOf(a) || a.pixel - b.pixel || a.index - b.index;
  for (const mark of marks.sort(inOrder)) {
    const place = cheapestPlace(mark, rowsOf(mark), zero, filled);
    mark.row = place.row;
    mark.pixel = place.pixel;
    mark.x = toValue(mark.pixel);
    for (const column of place.columns) {
      for (let row = place.row; row < place.row + rowsOf(mark); row += 1) {
        filled.add(`${column} ${row}`);
      }
      raise(heights, column, (place.row + rowsOf(mark)) * HEAP_STEP);
    }
  }
  return heights;
}

/* Return the place for a mark that costs least: a row up costs more than a column aside. */
function cheapestPlace(mark, rows, zero, filled) {
  const isFree = (columns, row) => columns.every((column) => !filled.has(`${column} ${row}`));
  // Columns count from a day, not from the edge of the view, so that panning moves no mark.
  const home = Math.round((mark.pixel - zero) / COLUMN) * COLUMN + zero;
  const half = rows === 2 ? COLUMN : 0;
  const isLong = mark.to - mark.from > 3 * COLUMN;
  let best;
  for (const lean of isLong ? [0] : LEANS) {
    const pixel = home + lean * COLUMN;
    const columns = isLong ? columnsOf(mark.from, mark.to) : columnsOf(pixel - half, pixel + half);
    let row = 0;
    while (row < 12 && !(isFree(columns, row) && (rows === 1 || isFree(columns, row + 1)))) {
      row += 1;
    }
    const cost = row + (rows === 1 ? 0.65 : 1.05) * Math.abs(lean);
    if (!best || cost < best.cost) best = { cost, row, columns, pixel };
  }
  return best;
}

/* Return the height of a group's bar. It grows with the square root of the total: small groups
 * would vanish beside large ones otherwise. */
export function groupHeight(total, largestTotal) {
  const share = Math.sqrt(total / largestTotal);
  return Math.round(LOWEST_GROUP + (TALLEST_GROUP - LOWEST_GROUP) * share);
}

/* Return how high groups reach, by column. */
function groupHeights(groups) {
  const heights = new Map();
  for (const { from, to, height } of groups) {
    for (const column of columnsOf(from + 1, to - 1)) raise(heights, column, height);
  }
  return heights;
}

/* Stack the rounds of a lane from its top and heap the other marks from its bottom, each axis by
 * itself. Return the height that those in view take. Rows are given to all marks at this zoom, so
 * that none jumps to another row when the view is moved. */
export function fillLane(marks, scales, rowHeight) {
  const heights = Object.entries(scales).map(([axis, scale]) => {
    const isInView = ([column]) =>
      column * COLUMN > scale.left - rowHeight && column * COLUMN < scale.right + rowHeight;
    const ofKind = (...kinds) =>
      marks.filter((mark) => mark.axis === axis && kinds.includes(mark.kind));
    const depths = new Map([...stackRounds(ofKind("round"), rowHeight)].filter(isInView));
    const heaps = heapMarks(ofKind("statement", "document"), scale);
    const groups = groupHeights(ofKind("group"));
    const sums = [...heaps, ...groups].filter(isInView).map(([column, height]) => {
      const near = [column - 1, column, column + 1].map((at) => depths.get(at) ?? 0);
      const depth = Math.max(...near);
      return height + (depth && depth + GAP);
    });
    return Math.max(0, ...depths.values(), ...sums);
  });
  return Math.max(...heights);
}
