import CFFmpeg

/// The kinds of pictures that cameras and phones send, told by their first bytes; a file's name says nothing.
enum PictureKind {
    case jpeg, png, webp, bmp, tiff
    /// Known, so that a person can be told what to do; FFmpeg before version 7 does not decode it.
    case heic

    init?(_ bytes: [UInt8]) {
        func starts(_ text: String, at offset: Int = 0) -> Bool { bytes.dropFirst(offset).starts(with: text.utf8) }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if starts("RIFF"), starts("WEBP", at: 8) {
            self = .webp
        } else if starts("BM") {
            self = .bmp
        } else if starts("II*\0") || starts("MM\0*") {
            self = .tiff
        } else if starts("ftyp", at: 4),
            ["heic", "heix", "mif1", "msf1", "heim", "heis", "avif"].contains(where: { starts($0, at: 8) })
        {
            self = .heic
        } else {
            return nil
        }
    }

    var codec: AVCodecID {
        switch self {
        case .jpeg: AV_CODEC_ID_MJPEG
        case .png: AV_CODEC_ID_PNG
        case .webp: AV_CODEC_ID_WEBP
        case .bmp: AV_CODEC_ID_BMP
        case .tiff: AV_CODEC_ID_TIFF
        case .heic: AV_CODEC_ID_NONE
        }
    }

    var name: String {
        switch self {
        case .jpeg: "JPEG"
        case .png: "PNG"
        case .webp: "WebP"
        case .bmp: "BMP"
        case .tiff: "TIFF"
        case .heic: "HEIC"
        }
    }
}
