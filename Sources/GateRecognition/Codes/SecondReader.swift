import CTesseract
import GateDomain

/// Tesseract on one rectified crop at a time: a reader whose errors are not those of the networks.
final class SecondReader {
    private let tesseract: OpaquePointer
    private static let height = 48
    private static let border = 10

    /// - Throws: `RecognitionError` when Tesseract or its English data are not installed.
    init() throws(RecognitionError) {
        guard let created = TessBaseAPICreate() else { throw RecognitionError("Tesseract cannot be started") }
        tesseract = created
        guard TessBaseAPIInit3(created, nil, "eng") == 0 else {
            TessBaseAPIDelete(created)
            throw RecognitionError(
                "Tesseract's English data cannot be loaded; run deploy/install-dependencies.sh")
        }
        TessBaseAPISetVariable(created, "tessedit_char_whitelist", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        TessBaseAPISetVariable(created, "load_system_dawg", "0")
        TessBaseAPISetVariable(created, "load_freq_dawg", "0")
    }

    deinit { TessBaseAPIDelete(tesseract) }

    /// Reads `quad` as `lines` lines of dark or light text.
    /// - Parameter milliseconds: after which it is given up; never where a verdict hangs on it, for verdicts do not depend on the clock.
    func read(_ view: GreyView, _ quad: Quad, lines: Int, within milliseconds: Int32? = nil) -> String? {
        let rows = Self.height * lines
        let columns = Int(saturating: (Double(rows) * quad.textWidth / max(quad.textHeight, 1)).rounded())
        guard columns >= rows / 2, columns <= 4000 else { return nil }
        let crop = Crop.grey(view, quad, columns: columns, rows: rows, border: Self.border)
        let (width, height) = (columns + 2 * Self.border, rows + 2 * Self.border)
        TessBaseAPISetPageSegMode(tesseract, lines == 1 ? PSM_SINGLE_LINE : PSM_SINGLE_BLOCK)
        crop.withUnsafeBufferPointer {
            TessBaseAPISetImage(tesseract, $0.baseAddress, Int32(width), Int32(height), 1, Int32(width))
        }
        TessBaseAPISetSourceResolution(tesseract, 150)
        defer { TessBaseAPIClear(tesseract) }
        guard let monitor = TessMonitorCreate() else { return nil }
        defer { TessMonitorDelete(monitor) }
        if let milliseconds { TessMonitorSetDeadlineMSecs(monitor, milliseconds) }
        guard TessBaseAPIRecognize(tesseract, monitor) == 0, let text = TessBaseAPIGetUTF8Text(tesseract) else {
            return nil
        }
        defer { TessDeleteText(text) }
        return String(cString: text).filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
}
