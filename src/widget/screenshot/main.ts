import { givePart } from '../give-part.ts'
import { drawPage } from './draw-page.ts'
import { edit } from './editor.ts'
import { ownPicture } from './own-picture.ts'
import type { ScreenshotPart } from './part.ts'
import { canShare, shareWindow } from './share-window.ts'

givePart<ScreenshotPart>({ drawPage, shareWindow: canShare() ? shareWindow : undefined, ownPicture, edit })
