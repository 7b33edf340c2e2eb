// The same project for Gradle. Read and compared with pom.xml, but never run: there is no Gradle where this project is built.
plugins {
    application
}

repositories {
    mavenCentral()
}

java {
    toolchain {
        languageVersion = JavaLanguageVersion.of(17)
    }
}

// Gradle does not evaluate the profiles by which Maven finds the native libraries of this machine.
val platform = "linux-x86_64" // or windows-x86_64, macosx-x86_64

dependencies {
    implementation("io.github.crowdrank:crowdrank-train:0.1.0")
    runtimeOnly("org.nd4j:nd4j-native:1.0.0-M2.1:$platform-onednn")
    runtimeOnly("org.bytedeco:openblas:0.3.19-1.5.7:$platform")
    runtimeOnly("org.bytedeco:javacpp:1.5.7:$platform")
    runtimeOnly("org.bytedeco:dnnl:2.5.2-1.5.7:$platform")
    runtimeOnly("org.bytedeco:opencl:3.0-1.5.7:$platform")
}

application {
    mainClass = "org.example.CountAndTrain"
}
