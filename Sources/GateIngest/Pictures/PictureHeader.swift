import GateDomain

/// What can be known of a picture before it is decoded: its size, whether all of it is there, and whether it is one picture.
struct PictureHeader {
    /// Nil where the kind does not tell simply.
    private(set) var size: (width: Int, height: Int)?
    /// The file ends before the picture does.
    private(set) var isCut = false
    private(set) var isAnimated = false
    /// Passes over the picture that decoding takes.
    private(set) var scans = 1

    private let bytes: [UInt8]

    init(_ bytes: [UInt8], kind: PictureKind) {
        self.bytes = bytes
        switch kind {
        case .jpeg: readJPEG()
        case .png: readPNG()
        case .webp: readWebP()
        case .bmp: readBMP()
        case .tiff: readTIFF()
        case .heic: break
        }
    }

    /// `count` bytes at `offset` as a number; nil beyond the end.
    private func number(_ offset: Int, _ count: Int, isLittle: Bool = false) -> Int? {
        guard offset >= 0, offset <= bytes.count - count else { return nil }
        let field = bytes[offset..<offset + count]
        return isLittle
            ? field.reversed().reduce(0) { $0 << 8 | Int($1) } : field.reduce(0) { $0 << 8 | Int($1) }
    }

    private func has(_ text: String, at offset: Int) -> Bool {
        offset >= 0 && offset < bytes.count && bytes[offset...].starts(with: text.utf8)
    }

    // ITU-T T.81, annex B: segments with their length, then scans of coded data up to the next marker.
    private mutating func readJPEG() {
        isCut = true
        scans = 0
        var at = 2
        while let mark = number(at, 1) {
            guard mark == 0xFF, let code = number(at + 1, 1) else { break }
            switch code {
            case 0xFF: at += 1
            case 0xD9:
                isCut = scans == 0
                return
            case 0x01, 0xD0...0xD8: at += 2
            default:
                guard let length = number(at + 2, 2), length >= 2 else { return }
                if (0xC0...0xC2).contains(code), let height = number(at + 5, 2), let width = number(at + 7, 2) {
                    size = (width, height)
                }
                at += 2 + length
                if code == 0xDA {
                    scans += 1
                    at = endOfScan(from: at)
                }
            }
        }
    }

    private func endOfScan(from start: Int) -> Int {
        var at = start
        bytes.withUnsafeBufferPointer { bytes in
            while at + 1 < bytes.count {
                if bytes[at] == 0xFF, bytes[at + 1] != 0, !(0xD0...0xD7).contains(bytes[at + 1]) { return }
                at += 1
            }
            at = bytes.count
        }
        return at
    }

    // PNG, third edition, 5.3: length, type, data, CRC.
    private mutating func readPNG() {
        isCut = true
        var at = 8
        while let length = number(at, 4), at + 12 + length <= bytes.count {
            if has("IHDR", at: at + 4), let width = number(at + 8, 4), let height = number(at + 12, 4) {
                size = (width, height)
            }
            if has("acTL", at: at + 4) { isAnimated = true }
            if has("IEND", at: at + 4) {
                isCut = false
                return
            }
            at += 12 + length
        }
    }

    // developers.google.com/speed/webp/docs/riff_container
    private mutating func readWebP() {
        guard let length = number(4, 4, isLittle: true) else { return }
        isCut = length + 8 > bytes.count
        if has("VP8X", at: 12), let flags = number(20, 1), let width = number(24, 3, isLittle: true),
            let height = number(27, 3, isLittle: true)
        {
            isAnimated = flags & 2 != 0
            size = (width + 1, height + 1)
        } else if has("VP8L", at: 12), let packed = number(21, 4, isLittle: true) {
            size = (packed & 0x3FFF + 1, packed >> 14 & 0x3FFF + 1)
        } else if has("VP8 ", at: 12), let width = number(26, 2, isLittle: true),
            let height = number(28, 2, isLittle: true)
        {
            size = (width & 0x3FFF, height & 0x3FFF)
        }
    }

    private mutating func readBMP() {
        guard let pixels = number(10, 4, isLittle: true), let header = number(14, 4, isLittle: true), header >= 40,
            let width = number(18, 4, isLittle: true), let height = number(22, 4, isLittle: true),
            let depth = number(28, 2, isLittle: true), let packing = number(30, 4, isLittle: true)
        else { return }
        let rows = abs(Int(Int32(truncatingIfNeeded: height)))
        size = (width, rows)
        // Packing 0 and 3 are plain rows of whole 32-bit words.
        guard packing == 0 || packing == 3, width <= 1 << 20, rows <= 1 << 20 else { return }
        isCut = pixels + (width * depth + 31) / 32 * 4 * rows > bytes.count
    }

    // TIFF 6.0, section 2: the first directory; strips and tiles with offsets and lengths.
    private mutating func readTIFF() {
        let isLittle = has("II", at: 0)
        guard let directory = number(4, 4, isLittle: isLittle), let count = number(directory, 2, isLittle: isLittle)
        else {
            isCut = true
            return
        }
        var fields: [Int: [Int]] = [:]
        for entry in 0..<count {
            let at = directory + 2 + 12 * entry
            guard let tag = number(at, 2, isLittle: isLittle), let type = number(at + 2, 2, isLittle: isLittle),
                let values = number(at + 4, 4, isLittle: isLittle)
            else {
                isCut = true
                return
            }
            guard [256, 257, 273, 279, 324, 325].contains(tag), let width = [3: 2, 4: 4][type], values < 1 << 20 else {
                continue
            }
            let inline = values * width <= 4
            guard let start = inline ? at + 8 : number(at + 8, 4, isLittle: isLittle),
                start + values * width <= bytes.count
            else {
                isCut = true
                return
            }
            fields[tag] = (0..<values).compactMap { number(start + $0 * width, width, isLittle: isLittle) }
        }
        if let width = fields[256]?.first, let height = fields[257]?.first { size = (width, height) }
        for (offsets, lengths) in [(fields[273], fields[279]), (fields[324], fields[325])] {
            for (offset, length) in zip(offsets ?? [], lengths ?? []) where offset + length > bytes.count {
                isCut = true
            }
        }
    }
}
