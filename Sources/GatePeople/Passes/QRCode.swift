import CQREncode
import CZBar
import CZlib
import GateDomain
public import GatePipeline

/// QR codes: drawn for passes, found in pictures.
public enum QRCode {
    /// Modules of a code, row by row; true is dark.
    public struct Modules: Sendable, Hashable {
        public var width: Int
        public var dark: [Bool]
        public var version: Int
    }

    /// Error correction level M, in the characters' tightest mode.
    /// - Returns: nil for a text that no code holds.
    public static func modules(of text: String) -> Modules? {
        guard !text.utf8.contains(0), let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else {
            return nil
        }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        guard let data = code.pointee.data else { return nil }
        let dark = UnsafeBufferPointer(start: data, count: width * width).map { $0 & 1 == 1 }
        return Modules(width: width, dark: dark, version: Int(code.pointee.version))
    }

    /// A grey PNG with the quiet zone of four modules.
    public static func png(_ modules: Modules, pixelsPerModule scale: Int) -> [UInt8] {
        let side = (modules.width + 8) * scale
        var rows: [UInt8] = []
        rows.reserveCapacity(side * (side + 1))
        for y in 0..<side {
            rows.append(0)
            let row = y / scale - 4
            for x in 0..<side {
                let column = x / scale - 4
                let isInside = (0..<modules.width).contains(row) && (0..<modules.width).contains(column)
                rows.append(isInside && modules.dark[row * modules.width + column] ? 0 : 255)
            }
        }
        func word(_ number: Int) -> [UInt8] { (0..<4).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
        func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
            let body = Array(name.utf8) + data
            return word(data.count) + body + word(Int(crc32(0, body, uInt(body.count))))
        }
        var count = compressBound(uLong(rows.count))
        var packed = [UInt8](repeating: 0, count: Int(count))
        compress2(&packed, &count, rows, uLong(rows.count), 9)
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", word(side) + word(side) + [8, 0, 0, 0, 0])
            + chunk("IDAT", Array(packed.prefix(Int(count)))) + chunk("IEND", [])
    }

    /// Texts of the codes in a grey picture; what is no UTF-8 is left out.
    public static func texts(in picture: PicturePlane) -> [String] {
        // zbar wants rows without a gap; and the memory to outlive the scan.
        var grey: [UInt8] = []
        grey.reserveCapacity(picture.width * picture.height)
        for y in 0..<picture.height {
            grey += UnsafeBufferPointer(start: picture.base + y * picture.stride, count: picture.width)
        }
        guard !grey.isEmpty, let scanner = zbar_image_scanner_create(), let image = zbar_image_create() else {
            return []
        }
        defer {
            zbar_image_destroy(image)
            zbar_image_scanner_destroy(scanner)
        }
        zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0)
        zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1)
        zbar_image_set_format(image, gate_zbar_y800())
        zbar_image_set_size(image, UInt32(picture.width), UInt32(picture.height))
        return grey.withUnsafeBytes { bytes in
            zbar_image_set_data(image, bytes.baseAddress, UInt(bytes.count), nil)
            var texts: [String] = []
            guard zbar_scan_image(scanner, image) >= 0 else { return texts }
            var symbol = zbar_image_first_symbol(image)
            while let found = symbol {
                if let data = zbar_symbol_get_data(found) {
                    let length = Int(zbar_symbol_get_data_length(found))
                    let bytes = UnsafeRawBufferPointer(start: data, count: length)
                    if let text = String(validating: bytes, as: UTF8.self), !texts.contains(text) { texts.append(text) }
                }
                symbol = zbar_symbol_next(found)
            }
            return texts
        }
    }
}
