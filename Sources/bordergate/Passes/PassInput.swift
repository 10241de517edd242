import Foundation
import GateIngest
import GatePeople
import GatePipeline

/// Where a pass's text comes from: the word itself, a file with it, or a picture with its QR code.
enum PassInput {
    static func text(of input: String) throws -> String {
        guard !input.hasPrefix(Pass.prefix), FileManager.default.fileExists(atPath: input) else { return input }
        if let size = try? FileManager.default.attributesOfItem(atPath: input)[.size] as? Int, size <= 8192,
            let data = FileManager.default.contents(atPath: input), let text = String(validating: data, as: UTF8.self)
        {
            return text.trimmingCharacters(in: .newlines)
        }
        let frame: VideoFrame
        do {
            frame = try PictureReader.read(path: input)
        } catch {
            throw PassError("\(error)")
        }
        let texts = QRCode.texts(in: frame.luma)
        guard let text = texts.first(where: { $0.hasPrefix(Pass.prefix) }) ?? texts.first else {
            throw PassError("\(input): no QR code in it is readable; hold it nearer, flat and in even light")
        }
        return text
    }
}
