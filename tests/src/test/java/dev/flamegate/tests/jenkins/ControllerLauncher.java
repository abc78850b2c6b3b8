package dev.flamegate.tests.jenkins;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Starts the controller's war. Its XStream decides by the vendor of the virtual machine how it makes objects, and knows no vendor of today;
 * the property can be set from inside only.
 */
public final class ControllerLauncher {
    private ControllerLauncher() {}

    /** @param arguments the war, and then its own arguments */
    public static void main(String[] arguments) throws ReflectiveOperationException, java.io.IOException {
        System.setProperty("java.vm.vendor", "Sun Microsystems Inc.");
        System.setProperty("java.vendor", "Sun Microsystems Inc.");
        URL war = Path.of(arguments[0]).toUri().toURL();
        @SuppressWarnings("resource") // for as long as the process lives
        URLClassLoader loader = new URLClassLoader(new URL[] {war});
        Thread.currentThread().setContextClassLoader(loader);
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        loader.loadClass("Main").getMethod("main", String[].class).invoke(null, (Object) rest);
    }
}
