import CFFmpeg

/// What cameras and recorders send. FFmpeg knows far more, among it playlists that fetch, texts that it draws, and scripts; all that stays shut.
enum AllowedMedia {
    /// Containers of recordings, and of cameras over HTTP, by FFmpeg's names.
    private static let containers: Set<String> = [
        "mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "avi", "mpegts", "mpeg", "flv", "dhav", "h264", "hevc", "mjpeg",
        "mpjpeg",
    ]
    /// Containers that carry no times: their pictures are stamped as they arrive.
    private static let timeless: Set<String> = ["h264", "hevc", "mjpeg", "mpjpeg"]

    /// Decoders, by FFmpeg's names. Those of sound are for probing alone: nobody listens.
    static let codecs =
        "h264,hevc,mjpeg,mpeg4,mpeg2video,mpeg1video,h263,vp8,vp9,libdav1d,"
        + "aac,mp2,mp2float,mp3,mp3float,pcm_alaw,pcm_mulaw,g726,opus"

    static func contains(_ format: UnsafePointer<AVInputFormat>) -> Bool { containers.contains(name(format)) }
    static func hasTimes(_ format: UnsafePointer<AVInputFormat>) -> Bool { !timeless.contains(name(format)) }
    static func name(_ format: UnsafePointer<AVInputFormat>) -> String { String(cString: format.pointee.name) }

    /// One picture, after decoding: 64 megapixels, in the sense of what phones are sold with.
    static let pixels = 1 << 26
    /// One allocation of FFmpeg's: such a picture in four bytes a pixel, and some room.
    static let bytes = 4 * pixels + (32 << 20)

    /// For messages.
    static let explanation = "MP4, Matroska, AVI, MPEG, FLV, DAV, or bare H.264, H.265, MJPEG"
}
