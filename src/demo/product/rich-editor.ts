import { type Line, readLines, readRuns, writeLines } from './marks.ts'

type Tool = {
  label: string
  name: string
  style?: string
  command: string
  argument?: string
  isOn: (page: HTMLElement) => boolean
}

const tools: Tool[] = [
  { label: 'B', name: 'Bold', style: 'bold', command: 'bold', isOn: () => document.queryCommandState('bold') },
  { label: 'I', name: 'Italic', style: 'italic', command: 'italic', isOn: () => document.queryCommandState('italic') },
  {
    label: 'Heading',
    name: 'Heading',
    command: 'formatBlock',
    argument: 'h2',
    isOn: (page) => blockOf(page, 'h2') !== undefined,
  },
  { label: 'List', name: 'List', command: 'insertUnorderedList', isOn: (page) => blockOf(page, 'li') !== undefined },
  {
    label: 'Quote',
    name: 'Quote',
    command: 'formatBlock',
    argument: 'blockquote',
    isOn: (page) => blockOf(page, 'blockquote') !== undefined,
  },
]

/** The new editor: a toolbar, and text that takes its form while it is typed. */
export function richEditor(text: string, onInput: (text: string) => void): HTMLElement[] {
  const page = document.createElement('div')
  page.className = 'writing rich'
  page.contentEditable = 'true'
  page.setAttribute('role', 'textbox')
  page.setAttribute('aria-multiline', 'true')
  page.setAttribute('aria-label', 'Text')
  page.append(...blocks(readLines(text)))
  document.execCommand('defaultParagraphSeparator', false, 'p')

  const bar = document.createElement('div')
  bar.className = 'tools'
  bar.setAttribute('role', 'toolbar')
  bar.setAttribute('aria-label', 'Form of the text')
  const buttons = tools.map((tool) => toolButton(tool, page))
  bar.append(...buttons)

  const mark = () => {
    tools.forEach(({ isOn }, at) => {
      buttons[at]?.setAttribute(
        'aria-pressed',
        String(page.contains(document.getSelection()?.anchorNode ?? null) && isOn(page)),
      )
    })
  }
  page.addEventListener('input', () => {
    shapeBlock(page)
    onInput(writeLines(linesOf(page)))
    mark()
  })
  page.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || blockOf(page, 'blockquote')?.textContent !== '') return
    event.preventDefault()
    toParagraph(page, 'blockquote')
  })
  page.addEventListener('paste', (event) => {
    event.preventDefault()
    document.execCommand('insertText', false, event.clipboardData?.getData('text/plain') ?? '')
  })
  for (const event of ['keyup', 'pointerup', 'focus']) page.addEventListener(event, mark)
  bar.addEventListener('click', mark)
  return [bar, page]
}

function toolButton(tool: Tool, page: HTMLElement): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = tool.label
  button.className = tool.style ?? ''
  if (tool.label !== tool.name) button.setAttribute('aria-label', tool.name)
  button.setAttribute('aria-pressed', 'false')
  // The selection stays in the text.
  button.addEventListener('pointerdown', (event) => event.preventDefault())
  button.addEventListener('click', () => {
    page.focus()
    if (tool.argument && tool.isOn(page)) toParagraph(page, tool.argument)
    else document.execCommand(tool.command, false, tool.argument)
    // Not every command is an input of its own.
    page.dispatchEvent(new Event('input'))
  })
  return button
}

/** `# `, `- ` and `> ` at the start of a paragraph become what they stand for. */
function shapeBlock(page: HTMLElement): void {
  const text = document.getSelection()?.anchorNode
  const block = text instanceof Text ? text.parentElement : null
  if (!(text instanceof Text) || !block?.matches('p') || !page.contains(block) || text.previousSibling) return
  const mark = /^([#>-])[ \u00a0]/.exec(text.data)?.[1]
  if (!mark) return
  text.deleteData(0, 2)
  if (text.data === '') block.replaceChildren(document.createElement('br'))
  const shaped = document.createElement(mark === '#' ? 'h2' : mark === '-' ? 'li' : 'blockquote')
  shaped.append(...block.childNodes)
  const list = document.createElement('ul')
  if (mark === '-') list.append(shaped)
  block.replaceWith(mark === '-' ? list : shaped)
  document.getSelection()?.collapse(shaped, 0)
}

function blocks(lines: readonly Line[]): HTMLElement[] {
  const made: HTMLElement[] = []
  for (const { kind, text } of lines) {
    const block = document.createElement(kind)
    for (const run of readRuns(text)) {
      const part = document.createElement(run.mark ?? 'span')
      part.textContent = run.text
      block.append(run.mark ? part : run.text)
    }
    if (text === '') block.append(document.createElement('br'))
    const last = made.at(-1)
    if (kind === 'li' && last?.matches('ul')) last.append(block)
    else if (kind === 'li') {
      const list = document.createElement('ul')
      list.append(block)
      made.push(list)
    } else made.push(block)
  }
  return made
}

const isBlock = (node: Node) => node instanceof HTMLElement && node.matches('p, h2, ul, li, blockquote, div')

// Editing nests blocks in blocks now and then.
function linesOf(node: Node): Line[] {
  if ([...node.childNodes].some(isBlock)) return [...node.childNodes].flatMap(linesOf)
  const text = marked(node)
  if (!isBlock(node)) return text.trim() === '' ? [] : [{ kind: 'p', text }]
  const kind = (['h2', 'li', 'blockquote'] as const).find((tag) => node instanceof HTMLElement && node.matches(tag))
  return [{ kind: kind ?? 'p', text }]
}

function marked(node: Node): string {
  if (node instanceof Text) return node.data.replaceAll('\u00a0', ' ')
  const inner = [...node.childNodes].map(marked).join('')
  if (!(node instanceof Element) || inner === '') return inner
  if (node.matches('b, strong')) return `**${inner}**`
  return node.matches('i, em') ? `*${inner}*` : inner
}

/** The block of this kind in which the caret is. */
function blockOf(page: ParentNode, tag: string): Element | undefined {
  const caret = document.getSelection()?.anchorNode ?? null
  return [...page.querySelectorAll(tag)].find((block) => block.contains(caret))
}

// The browser's own command would put a paragraph into the quote.
function toParagraph(page: HTMLElement, tag: string): void {
  const block = blockOf(page, tag)
  if (!block) return
  const paragraph = document.createElement('p')
  paragraph.append(...block.childNodes)
  block.replaceWith(paragraph)
  document.getSelection()?.collapse(paragraph, paragraph.childNodes.length && paragraph.textContent ? 1 : 0)
}
